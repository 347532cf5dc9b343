import { Location } from './cloudformation/resources/arns';
import { ObjectStore } from './s3/object-store';
import { ParameterStore } from './ssm/parameter-store';

/** The version of the bootstrap stack; the CDK CLI refuses one that is too old for the app. */
const BOOTSTRAP_VERSION = '30';

/** What `cdk bootstrap` leaves in an account, as far as `cdk deploy` asks for it. */
export function bootstrap(objects: ObjectStore, ssm: ParameterStore, { account, region }: Location): void {
  objects.createBucket(`cdk-hnb659fds-assets-${account}-${region}`);
  ssm.put('/cdk-bootstrap/hnb659fds/version', BOOTSTRAP_VERSION);
}
