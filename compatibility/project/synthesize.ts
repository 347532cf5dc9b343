import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, type IAspect } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks,
  type INagLogger,
  type NagPackProps,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { SITUATIONS } from './situations';

const PACKS: Readonly<Record<string, new (props: NagPackProps) => IAspect>> = {
  AwsSolutions: AwsSolutionsChecks,
  'NIST 800-53 R5': NIST80053R5Checks,
  Serverless: ServerlessChecks,
  'PCI DSS 3.2.1': PCIDSS321Checks,
};

/** Prints, for each situation, what is wrong, and for each pack of cdk-nag the rules that it finds violated. */
function main(): void {
  const problems = Object.fromEntries(Object.keys(SITUATIONS).map((name) => [name, problemsOf(name)]));
  const findings = Object.fromEntries(Object.keys(PACKS).map((name) => [name, findingsOf(name)]));
  console.log(JSON.stringify({ problems, findings }));
}

function problemsOf(name: string): string[] {
  const app = new App();
  try {
    SITUATIONS[name]?.(app);
    return problemsOfTemplates(name, templatesOf(app.synth().directory));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Those of stages and nested stacks, too. */
function templatesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => readFileSync(join(directory, file), 'utf8'));
}

function problemsOfTemplates(name: string, templates: readonly string[]): string[] {
  const problems: string[] = [];
  const has = (text: string) => templates.some((template) => template.includes(text));
  if (!has('Custom::ServiceCatalogProvisionedProduct')) problems.push('no provisioned product');
  if (/China|GovCloud/.test(name) && has('arn:aws:')) problems.push('an ARN of the partition aws');
  if (name.includes('boundary') && !has('PermissionsBoundary')) problems.push('no permissions boundary');
  if (name.includes('tags') && !has('cost-centre')) problems.push('no tag');
  return problems;
}

/** The rules that what the library makes violates; the queue and the parameter of the situation are not ours. */
function findingsOf(name: string): string[] {
  const rules = new Set<string>();
  const collect: Partial<INagLogger> = {
    onNonCompliance: ({ ruleId, resource }) => {
      if (/\/(Queue|Endpoint)\//.test(resource.node.path)) return;
      rules.add(ruleId);
    },
  };
  const logger = new Proxy(collect, { get: (target, method) => Reflect.get(target, method) ?? (() => {}) });
  const app = new App();
  SITUATIONS['a stack']?.(app);
  const Pack = PACKS[name];
  if (Pack) Aspects.of(app).add(new Pack({ additionalLoggers: [logger as INagLogger] }));
  try {
    app.synth();
  } catch {
    // Newer versions of aws-cdk-lib refuse an app with findings.
  }
  return [...rules].sort();
}

main();
