import { requiredCapabilities } from './stack-request';
import { TemplateSource } from './template-source';
import { QueryInput } from '../../query-protocol/query-input';
import { QueryOperation } from '../../query-protocol/query-service';
import { ParameterSummary, summarizeTemplate } from '../template/template-summary';

export function templateOperations(templates: TemplateSource): Record<string, QueryOperation> {
  return {
    GetTemplate: (input) => ({
      TemplateBody: templates.ofStack(input.required('StackName')),
      StagesAvailable: ['Original', 'Processed'],
    }),
    GetTemplateSummary: (input) => templateSummary(templates, input),
    ValidateTemplate: (input) => validateTemplate(templates.read(input)),
  };
}

function templateSummary(templates: TemplateSource, input: QueryInput): object {
  const stackName = input.text('StackName');
  const body = stackName === undefined ? templates.read(input) : templates.ofStack(stackName);
  const summary = summarizeTemplate(body);
  return {
    ...capabilities(body),
    Description: summary.description,
    ResourceTypes: summary.resourceTypes,
    Parameters: summary.parameters.map((parameter) => ({
      ...describeParameter(parameter),
      ParameterType: parameter.type,
      ParameterConstraints: { AllowedValues: parameter.allowedValues },
    })),
  };
}

function validateTemplate(body: string): object {
  const { description, parameters } = summarizeTemplate(body);
  return { ...capabilities(body), Description: description, Parameters: parameters.map(describeParameter) };
}

function describeParameter({ key, defaultValue, noEcho, description }: ParameterSummary): object {
  return { ParameterKey: key, DefaultValue: defaultValue, NoEcho: noEcho, Description: description };
}

function capabilities(body: string): object {
  const required = requiredCapabilities(body);
  if (required.length === 0) return {};
  return {
    Capabilities: required,
    CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::*]',
  };
}
