import { ParameterResource } from '../../../local-cloud/ssm/parameter-resource';
import { ParameterStore } from '../../../local-cloud/ssm/parameter-store';
import { ACCOUNT } from '../endpoint';
import { resourceRequest } from '../resource-request';

const type = 'AWS::SSM::Parameter';

test('a parameter of a template lives as long as its resource', async () => {
  const parameters = new ParameterStore(ACCOUNT);
  const resource = new ParameterResource(parameters);

  const { physicalId } = await resource.create(resourceRequest(type, { Name: '/a', Type: 'String', Value: '1' }));
  await resource.update({ ...resourceRequest(type, { Name: '/a', Type: 'String', Value: '2' }), physicalId });
  expect(parameters.get('/a')).toMatchObject({ value: '2', version: 2 });

  await resource.delete({ physicalId });
  expect(parameters.has('/a')).toBe(false);
});

test('fails to make a SecureString, which CloudFormation cannot', async () => {
  const resource = new ParameterResource(new ParameterStore(ACCOUNT));

  const create = resource.create(resourceRequest(type, { Name: '/a', Type: 'SecureString', Value: '1' }));

  await expect(create).rejects.toThrow('SecureString is not a valid enum value');
});
