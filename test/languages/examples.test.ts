import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsii, peerDependencies } from '../../package.json';

const read = (file: string): string => readFileSync(join(__dirname, '../../examples', file), 'utf8');

const cdk = peerDependencies['aws-cdk-lib'].replace('^', '');
const constructs = peerDependencies.constructs.replace('^', '');
const { java, python, dotnet, go } = jsii.targets;

test.each([
  [
    'typescript/package.json',
    `"aws-cdk-lib": "^${cdk}"`,
    `"constructs": "^${constructs}"`,
    '"cdk-provisioned-product"',
  ],
  ['python/requirements.txt', `aws-cdk-lib>=${cdk},`, `constructs>=${constructs},`, `${python.distName}<`],
  [
    'java/pom.xml',
    `<cdk.version>${cdk}<`,
    `<constructs.version>${constructs}<`,
    `<groupId>${java.maven.groupId}</groupId>\n      <artifactId>${java.maven.artifactId}<`,
  ],
  ['go/go.mod', `/awscdk/v2 v${cdk}\n`, `/constructs/v10 v${constructs}\n`, `${go.moduleName}/cdkprovisionedproduct v`],
  [
    'csharp/Shop.csproj',
    `"Amazon.CDK.Lib" Version="${cdk}"`,
    `"Constructs" Version="${constructs}"`,
    `"${dotnet.packageId}"`,
  ],
])('%s names the oldest versions that it works with, and the package', (file, ...names) => {
  for (const name of names) expect(read(file)).toContain(name);
});
