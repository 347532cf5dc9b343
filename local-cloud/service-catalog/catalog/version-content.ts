import { type Product, type Version } from './product';
import { parseTemplate } from '../../cloudformation/template/parse-template';
import { type ParameterDefinition } from '../../cloudformation/template/template';

/** The parameters and outputs of a version. */
export interface VersionContent {
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly outputs: Readonly<Record<string, OutputContent>>;
}

export interface OutputContent {
  readonly Value: unknown;
  readonly Description?: string;
}

const ACCOUNT_FACTORY: VersionContent = {
  parameters: {
    AccountName: { Type: 'String', MinLength: 1, MaxLength: 50 },
    AccountEmail: { Type: 'String', MinLength: 6, MaxLength: 64, AllowedPattern: '[^\\s@]+@[^\\s@]+\\.[^\\s@]+' },
    SSOUserFirstName: { Type: 'String', MinLength: 1 },
    SSOUserLastName: { Type: 'String', MinLength: 1 },
    SSOUserEmail: { Type: 'String', MinLength: 6, AllowedPattern: '[^\\s@]+@[^\\s@]+\\.[^\\s@]+' },
    ManagedOrganizationalUnit: { Type: 'String', MinLength: 1 },
  },
  outputs: {
    AccountId: { Value: '' },
    AccountEmail: { Value: '' },
    SSOUserEmail: { Value: '' },
    SSOUserPortal: { Value: '' },
  },
};

export function contentOf(product: Product, version: Version): VersionContent {
  switch (product.kind) {
    case 'CLOUD_FORMATION_TEMPLATE': {
      const { Parameters, Outputs } = parseTemplate(version.template);
      return { parameters: Parameters ?? {}, outputs: Outputs ?? {} };
    }
    case 'CONTROL_TOWER_ACCOUNT':
      return ACCOUNT_FACTORY;
    case 'EXTERNAL':
    case 'TERRAFORM_CLOUD':
    case 'TERRAFORM_OPEN_SOURCE':
      return parseConfiguration(version.template);
  }
}

/**
 * A Terraform configuration is described here by JSON of the sections `Parameters` and `Outputs` of a CloudFormation
 * template. The value of an output is a string, in which `${Name}` stands for the parameter of that name.
 */
function parseConfiguration(text: string): VersionContent {
  const { Parameters, Outputs } = JSON.parse(text) as {
    Parameters?: VersionContent['parameters'];
    Outputs?: VersionContent['outputs'];
  };
  return { parameters: Parameters ?? {}, outputs: Outputs ?? {} };
}
