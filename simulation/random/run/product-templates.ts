import { NOTE_KEYS } from './environment';
import { EXTERNAL, NOTED, type ProductName } from '../scenario/drawn-app';
import type { NewVersion } from '../scenario/scenario';

const NOTES = Object.fromEntries(NOTE_KEYS.map((key) => [key, { Type: 'String', Default: '' }]));

/** Returns the template of a version, or the configuration if another engine launches the product. */
export function templateOf(product: ProductName, version: string, takesNotes: boolean, content?: NewVersion): string {
  const parameters = { ...parametersOf(version, content), ...(takesNotes && product === NOTED && NOTES) };
  return product === EXTERNAL
    ? configuration(version, parameters)
    : productTemplate(product, version, parameters, content);
}

type Parameters = ReturnType<typeof parametersOf>;

/** Each version has its own defaults, as far as the app can see them; the default size differs only in later versions. */
function parametersOf(version: string, content: NewVersion | undefined) {
  const size = content === 'other defaults' ? 'size-large' : 'size-small';
  return {
    Size: { Type: 'String', Default: size, AllowedValues: ['size-small', 'size-large'] },
    Zone: { Type: 'String', Default: `zone-of-${version}` },
    Upstream: { Type: 'String', Default: 'none' },
    Password: { Type: 'String', Default: `not-a-secret-of-${version}`, NoEcho: true },
    ...(content === 'needs more' && { Owner: { Type: 'String' } }),
  };
}

/** The parameters and outputs of a product that another engine launches. */
function configuration(version: string, parameters: Parameters): string {
  return JSON.stringify({
    Parameters: { ...parameters, Retention: { Type: 'Number', Default: null } },
    Outputs: { Size: { Value: '${Size}' }, Version: { Value: version } },
  });
}

/** Product, version and every parameter are in a property of a resource, so that each change changes the stack. */
function productTemplate(
  product: ProductName,
  version: string,
  parameters: Parameters,
  content: NewVersion | undefined,
): string {
  const all = Object.keys(parameters).map((Ref) => ({ Ref }));
  return JSON.stringify({
    Parameters: parameters,
    Resources: {
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: { 'Fn::Join': [' ', [product, version, ...all]] } },
      },
      ...(content === 'broken' && { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'UPPER' } } }),
    },
    Outputs: { Size: { Value: { Ref: 'Size' } }, Version: { Value: version } },
  });
}
