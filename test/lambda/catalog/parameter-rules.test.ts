import { parameterProblem } from '../../../lambda/catalog/parameter-rules';

const HOST_NAME = '([a-zA-Z0-9]+[-.]?)+';

test('a pattern that takes too long to match is left to the service', () => {
  const parameter = { ParameterKey: 'Host', ParameterConstraints: { AllowedPattern: HOST_NAME } };
  expect(parameterProblem(parameter, `${'a'.repeat(40)}_`, false)).toBeUndefined();
  expect(parameterProblem(parameter, 'no_host', false)).toMatch(/does not match the pattern/);
});

test.each([
  [{ AllowedPattern: 'h.*' }, 'String'],
  [{ AllowedValues: ['a', 'b'] }, 'String'],
  [{ MinLength: '20' }, 'String'],
  [{ MaxLength: '2' }, 'String'],
  [{}, 'Number'],
])('does not reveal which of the constraints %j a hidden value of type %s violates', (rules, ParameterType) => {
  const parameter = { ParameterKey: 'Password', ParameterType, ParameterConstraints: rules };
  expect(parameterProblem(parameter, 'secret', true)).toBe(
    'the value of parameter Password, not shown here, violates the constraints of this version',
  );
});
