import { Annotations, App, Aws, CfnParameter, Fn, NestedStack, SecretValue, Stack, Tags } from 'aws-cdk-lib';
import { declare, newStack } from '../declared-product';

const ID = 'cdk-provisioned-product:noEchoInPlainText';

function secretOf(stack: Stack): CfnParameter {
  return new CfnParameter(stack, 'Secret', { noEcho: true });
}

/** The warnings of the stack after a synthesis. */
function warningsOf(stack: Stack): string[] {
  const { messages } = (stack.node.root as App).synth().getStackArtifact(stack.artifactId);
  return messages.filter(({ level }) => level === 'warning').map(({ entry }) => String(entry.data));
}

test.each<[string, (secret: CfnParameter) => string]>([
  ['itself', (secret) => secret.valueAsString],
  ['within a text', (secret) => `password=${secret.valueAsString};`],
  ['joined', (secret) => Fn.join(':', ['user', secret.valueAsString])],
  ['of a list', (secret) => Fn.select(0, Fn.split(',', secret.valueAsString))],
  ['substituted by its name', () => Fn.sub('user:${Secret}@${AWS::Region}')],
  ['substituted for a variable', (secret) => Fn.sub('user:${Password}', { Password: secret.valueAsString })],
  ['encoded', (secret) => Fn.base64(secret.valueAsString)],
  ['under a condition', (secret) => Fn.conditionIf('IsLive', secret.valueAsString, 'none').toString()],
  ['referred to by its name', () => Fn.ref('Secret')],
  ['as a secret value of the CDK', (secret) => SecretValue.cfnParameter(secret).unsafeUnwrap()],
])('the value of a NoEcho parameter is warned of in a parameter of the product: %s', (_what, value) => {
  const stack = newStack();
  declare(stack, { parameters: { Password: value(secretOf(stack)), Size: 'large' } });

  expect(warningsOf(stack)).toEqual([
    'parameters.Password has the value of the NoEcho parameter "Stack/Secret", which everybody could read who may look ' +
      "at the executions of the provider's state machine: keep the value in a secret, and move the parameter to " +
      `secretParameters [ack: ${ID}]`,
  ]);
});

test('a NoEcho parameter is warned of in tags, those of Tags.of included', () => {
  const stack = newStack();
  const secret = secretOf(stack);
  const network = declare(stack, { tags: { one: secret.valueAsString } });
  Tags.of(network).add('other', secret.valueAsString);

  expect(warningsOf(stack)).toEqual([
    expect.stringMatching(/^the value of the tag "one" has the value of the NoEcho parameter .* secretParameters/),
    expect.stringMatching(/^the value of the tag "other" has the value of the NoEcho parameter/),
  ]);
});

test('a NoEcho parameter of another stack is warned of', () => {
  const app = new App();
  const secret = secretOf(newStack('Secrets', app));
  const stack = newStack('Stack', app);
  declare(stack, { parameters: { Password: secret.valueAsString } });

  // The newest CDK warns of references between stacks as well.
  expect(warningsOf(stack)).toContainEqual(expect.stringContaining('NoEcho parameter "Secrets/Secret"'));
});

test('a NoEcho parameter of the parent is warned of in a nested stack', () => {
  const parent = newStack();
  const nested = new NestedStack(parent, 'Nested');
  declare(nested, { parameters: { Password: `x-${secretOf(parent).valueAsString}` } });

  expect(warningsOf(parent)).toEqual([expect.stringContaining('NoEcho parameter "Stack/Secret"')]);
});

test('other parameters are not warned of, nor what only looks like a reference', () => {
  const stack = newStack();
  secretOf(stack);
  const parameters = {
    Plain: new CfnParameter(stack, 'Plain').valueAsString,
    Account: Aws.ACCOUNT_ID,
    Text: '${Secret}',
    Escaped: Fn.sub('${!Secret}'),
    Own: Fn.sub('${Secret}', { Secret: 'no secret' }),
  };
  declare(stack, { parameters });

  expect(warningsOf(stack)).toEqual([]);
});

test('the warning can be acknowledged', () => {
  const stack = newStack();
  const network = declare(stack, { parameters: { Password: secretOf(stack).valueAsString } });
  Annotations.of(network).acknowledgeWarning(ID);

  expect(warningsOf(stack)).toEqual([]);
});
