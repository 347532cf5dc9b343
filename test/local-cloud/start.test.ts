import { RealClock } from '../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../local-cloud/local-cloud';

jest.mock('@aws-cdk/aws-service-spec', () => ({
  loadAwsServiceSpecSync: () => {
    throw new Error('the specification was loaded');
  },
}));

test('a cloud that listens starts without the specification, which takes half a second to load', async () => {
  const cloud = await LocalCloud.start({ clock: new RealClock({ speed: 1 }) });

  expect(cloud.cloudFormation.stack('CDKToolkit')?.status).toBe('IMPORT_COMPLETE');
  await expect(
    cloud.cloudFormation.createStack({
      stackName: 'app',
      templateBody: JSON.stringify({ Resources: { Policy: { Type: 'AWS::S3::BucketPolicy' } } }),
      parameters: {},
    }),
  ).rejects.toThrow('the specification was loaded');
  await cloud.stop();
});
