export interface TemplateParts {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The template of a version of a product: some parameters, outputs that tell them, and what the scenario needs. */
export function productTemplate(parts: TemplateParts = {}): string {
  return JSON.stringify({
    Parameters: {
      Cidr: { Type: 'String', Default: '10.0.0.0/16', AllowedPattern: '[0-9./]+' },
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
      Password: { Type: 'String', Default: 'not-a-secret', NoEcho: true },
      ...parts.parameters,
    },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 0 } },
      Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Cidr' } } },
      Label: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } },
      Vault: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Password' } } },
      ...parts.resources,
    },
    Outputs: {
      Cidr: { Value: { Ref: 'Cidr' } },
      Size: { Value: { Ref: 'Size' } },
      Zones: { Value: 'a,b,c' },
      ...parts.outputs,
    },
  });
}

/** A template that CloudFormation takes and cannot carry out. */
export function brokenTemplate(): string {
  return productTemplate({ resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'UPPER' } } } });
}

/** The reason that CloudFormation gives for it. */
export const BROKEN = 'Bucket name should not contain uppercase characters';
