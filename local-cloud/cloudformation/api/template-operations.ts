import { requiredCapabilities } from './capabilities';
import { type ChangeSets } from './change-sets';
import { type TemplateSource } from './template-source';
import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';
import { type QueryOperation } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { parseTemplate } from '../template/parse-template';
import { type ParameterSummary, summarizeTemplate } from '../template/template-summary';

export function templateOperations(
  cloudFormation: CloudFormation,
  templates: TemplateSource,
  changeSets: ChangeSets,
): Record<string, QueryOperation> {
  return {
    GetTemplate: (input) => getTemplate(templates, changeSets, input),
    GetTemplateSummary: (input) => templateSummary(cloudFormation, templates, input),
    ValidateTemplate: (input) => validateTemplate(cloudFormation, templates.read(input)),
  };
}

/**
 * Both stages return the template as it was given, as nothing is processed here. A stack that is only under review has
 * none.
 */
function getTemplate(templates: TemplateSource, changeSets: ChangeSets, input: QueryInput): object {
  const stage = input.text('TemplateStage') ?? 'Processed';
  if (stage !== 'Original' && stage !== 'Processed') {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${stage}' at 'templateStage' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [Original, Processed]',
    );
  }
  const body = input.text('ChangeSetName')
    ? changeSets.get(input).request.templateBody
    : templates.findOfStack(input.required('StackName'));
  return { TemplateBody: body, StagesAvailable: body === undefined ? [] : ['Original', 'Processed'] };
}

function templateSummary(cloudFormation: CloudFormation, templates: TemplateSource, input: QueryInput): object {
  const stackName = input.text('StackName');
  const body = stackName === undefined ? templates.read(input) : templates.ofStack(stackName);
  const summary = summarizeTemplate(body);
  return {
    ...capabilities(body),
    DeclaredTransforms: summary.transforms,
    Description: summary.description,
    ResourceTypes: summary.resourceTypes,
    ResourceIdentifierSummaries: identifierSummaries(cloudFormation, body),
    Parameters: summary.parameters.map((parameter) => ({
      ...describeParameter(parameter),
      ParameterType: parameter.type,
      ParameterConstraints: { AllowedValues: parameter.allowedValues },
    })),
  };
}

/** Lists the properties by which resources of the template can be imported, for each type that can be. */
function identifierSummaries(cloudFormation: CloudFormation, body: string): object[] {
  const resources = Object.entries(parseTemplate(body).Resources);
  const types = [...new Set(resources.map(([, { Type }]) => Type))];
  return types.flatMap((type) => {
    const identifiers = cloudFormation.handlerOf(type).identifierProperties;
    if (identifiers === undefined) return [];
    const logicalIds = resources.filter(([, { Type }]) => Type === type).map(([logicalId]) => logicalId);
    return { ResourceType: type, LogicalResourceIds: logicalIds, ResourceIdentifiers: identifiers };
  });
}

function validateTemplate(cloudFormation: CloudFormation, body: string): object {
  cloudFormation.validateTemplate(parseTemplate(body));
  const { description, parameters, transforms } = summarizeTemplate(body);
  return {
    ...capabilities(body),
    DeclaredTransforms: transforms,
    Description: description,
    Parameters: parameters.map(describeParameter),
  };
}

function describeParameter({ key, defaultValue, noEcho, description }: ParameterSummary): object {
  return { ParameterKey: key, DefaultValue: defaultValue, NoEcho: noEcho, Description: description };
}

function capabilities(body: string): object {
  const { capabilities: required, resourceTypes } = requiredCapabilities(body);
  if (required.length === 0) return {};
  const ofTransforms = required.includes('CAPABILITY_AUTO_EXPAND') ? 'The template declares transforms' : '';
  const ofResources =
    resourceTypes.length > 0 ? `The following resource(s) require capabilities: [${resourceTypes.join(', ')}]` : '';
  return { Capabilities: required, CapabilitiesReason: ofResources || ofTransforms };
}
