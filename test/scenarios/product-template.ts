/** The template of a version of a product: two parameters, and outputs that tell them. */
export function productTemplate(options: { readonly outputs?: Readonly<Record<string, unknown>> } = {}): string {
  return JSON.stringify({
    Parameters: {
      Cidr: { Type: 'String', Default: '10.0.0.0/16', AllowedPattern: '[0-9./]+' },
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
      Password: { Type: 'String', Default: 'not-a-secret', NoEcho: true },
    },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 0 } },
      Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Cidr' } } },
      Label: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } },
      Vault: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Password' } } },
    },
    Outputs: {
      Cidr: { Value: { Ref: 'Cidr' } },
      Size: { Value: { Ref: 'Size' } },
      Zones: { Value: 'a,b,c' },
      ...options.outputs,
    },
  });
}
