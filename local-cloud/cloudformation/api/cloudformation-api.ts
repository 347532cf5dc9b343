import { QueryService } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { changeSetOperations } from './change-set-operations';
import { ChangeSets } from './change-sets';
import { eventOperations } from './event-operations';
import { resourceOperations } from './resource-operations';
import { stackOperations } from './stack-operations';
import { templateOperations } from './template-operations';
import { TemplateSource, type TemplateByUrl } from './template-source';

/** The Query API of CloudFormation, by which the CDK CLI, the AWS CLI and the SDKs use the stack engine. */
export function createCloudFormationApi(cloudFormation: CloudFormation, templateByUrl: TemplateByUrl): QueryService {
  const templates = new TemplateSource(cloudFormation, templateByUrl);
  const changeSets = new ChangeSets(cloudFormation, templates);
  return new QueryService('cloudformation', 'http://cloudformation.amazonaws.com/doc/2010-05-15/', {
    ...changeSetOperations(cloudFormation, changeSets),
    ...eventOperations(cloudFormation),
    ...resourceOperations(cloudFormation),
    ...stackOperations(cloudFormation, templates),
    ...templateOperations(cloudFormation, templates, changeSets),
  });
}
