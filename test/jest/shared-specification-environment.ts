import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { TestEnvironment } from 'jest-environment-node';

let specification: ReturnType<typeof loadAwsServiceSpecSync> | undefined;

/**
 * Jest loads modules anew for each test file, and keeps them. The CloudFormation specification takes half a second and a
 * hundred megabytes: the files of a worker share one.
 */
export default class SharedSpecificationEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.sharedSpecification = () => (specification ??= loadAwsServiceSpecSync());
  }
}
