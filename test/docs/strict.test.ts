import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import * as library from '../../src';

const ROOT = join(__dirname, '../..');
const FIXTURE = readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');
const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

/** What the surroundings of the samples declare. */
function given(stack: Stack): object {
  const scope = new Construct(stack, 'Given');
  const arn = (resource: string) => `arn:aws:catalog:eu-west-1:111122223333:${resource}`;
  return {
    portfolio: servicecatalog.Portfolio.fromPortfolioArn(scope, 'Portfolio', arn('portfolio/port-abcdefghijklm')),
    product: servicecatalog.Product.fromProductArn(scope, 'Product', arn('product/prod-abcdefghijklm')),
    network: new library.ProvisionedProduct(scope, 'Network', { product: library.CatalogProduct.fromName('Network') }),
    secret: secretsmanager.Secret.fromSecretNameV2(scope, 'Secret', 'database'),
    topic: new sns.Topic(scope, 'Topic'),
    vpc: new ec2.Vpc(scope, 'Vpc', { maxAzs: 1 }),
    key: new kms.Key(scope, 'Key'),
    logGroup: new logs.LogGroup(scope, 'LogGroup'),
  };
}

/** The samples of a document, as they are run: in the surroundings that the README has, or as programs. */
function samplesOf(document: string): [name: string, program: string][] {
  const samples = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/^```ts( nofixture)?\n([\s\S]*?)^```/gm)];
  return samples
    .filter(([sample]) => !sample.includes("from 'cdk-nag'")) // A package that only its users have.
    .map(([, isProgram, sample = ''], index) => [
      `${document} ${index + 1}`,
      isProgram ? `${sample}\nexport const app = stack.node.root;` : inFixture(sample),
    ]);
}

function inFixture(sample: string): string {
  const names = [...FIXTURE.matchAll(/^declare const (\w+)/gm)].map(([, name]) => name);
  const surrounded = FIXTURE.replace('/// here', () => `const { ${names.join(', ')} } = given(this);\n{ ${sample} }`);
  return `${surrounded}\nexport const app = new App();\nnew Fixture(app, 'Sample');`;
}

function run(program: string): App {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(program, { compilerOptions });
  const load = (name: string): unknown => (name === 'cdk-provisioned-product' ? library : jest.requireActual(name));
  const exported: { app?: App } = {};
  new Function('require', 'exports', 'given', outputText)(load, exported, given);
  if (!exported.app) throw new Error('the sample makes no app');
  return exported.app;
}

test.each(DOCUMENTS.flatMap(samplesOf))('%s passes `cdk synth --strict`', (_name, program) => {
  const { stacks } = run(program).synth();

  expect(stacks.length).toBeGreaterThan(0);
  expect(
    stacks.flatMap(({ messages }) => messages.map(({ level, entry }) => `${level}: ${String(entry.data)}`)),
  ).toEqual([]);
});
