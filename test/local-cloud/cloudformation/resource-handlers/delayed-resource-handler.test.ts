import { JumpingClock } from '../../../../local-cloud/clock/jumping-clock';
import { DelayedResourceHandler } from '../../../../local-cloud/cloudformation/resource-handlers/delayed-resource-handler';
import { Iam } from '../../../../local-cloud/iam/iam';
import { RoleResource } from '../../../../local-cloud/iam/role-resource';
import { resourceRequest } from '../../resource-request';

test('a role takes some seconds to make, and fewer to remove', async () => {
  const clock = new JumpingClock();
  const iam = new Iam('111111111111');
  const roles = new DelayedResourceHandler(new RoleResource(iam), clock);
  const request = resourceRequest('AWS::IAM::Role', { RoleName: 'role' });
  const start = clock.now();
  await roles.create(request);
  const created = clock.now();
  expect(created - start).toBeGreaterThan(5000);
  await roles.delete({ ...request, physicalId: 'role' });
  expect(clock.now() - created).toBeLessThan(created - start);
  expect(iam.role('role')).toBeUndefined();
  expect(roles.createOnlyProperties('AWS::IAM::Role')).toContain('RoleName');
});
