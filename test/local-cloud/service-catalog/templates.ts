/** A network with an address range, as a product's template. */
export const NETWORK = JSON.stringify({
  Parameters: {
    Cidr: { Type: 'String', AllowedPattern: '[0-9./]+', Description: 'Address range' },
    Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
    Zones: { Type: 'Number', Default: 2, MinValue: 1, MaxValue: 3 },
    Password: { Type: 'String', Default: 'initial', NoEcho: true, MinLength: 4, MaxLength: 20 },
  },
  Resources: { Network: { Type: 'AWS::EC2::VPC' } },
  Outputs: {
    VpcId: { Value: 'vpc-1', Description: 'Id of the network' },
    Cidr: { Value: { Ref: 'Cidr' } },
    Size: { Value: { Ref: 'Size' } },
  },
});

/** The next version: another output, and one parameter less. */
export const NETWORK_V2 = JSON.stringify({
  Parameters: { Cidr: { Type: 'String' }, Size: { Type: 'String', Default: 'medium' } },
  Resources: { Network: { Type: 'AWS::EC2::VPC' } },
  Outputs: { VpcId: { Value: 'vpc-2' }, Size: { Value: { Ref: 'Size' } } },
});

/** Without parameters, and with as many outputs as wanted: `Key1` is `value 1`. */
export function templateWithOutputs(count: number): string {
  const keys = Array.from({ length: count }, (_, index) => index + 1);
  return JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
    Outputs: Object.fromEntries(keys.map((key) => [`Key${key}`, { Value: `value ${key}` }])),
  });
}
