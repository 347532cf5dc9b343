import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicyDocument, type Statement } from './policy-document';

/** By path and name. */
type AwsManagedPolicies = Readonly<Record<string, readonly Statement[]>>;

/** Read when a role has the first of them: most clouds never need any. */
let policies: AwsManagedPolicies | undefined;

/**
 * The managed policies of AWS that can be attached to a role, as far as they are about actions that the local cloud asks
 * policies for. Made by `npx projen update-aws-managed-policies`.
 */
export function awsManagedPolicy(policyArn: string): PolicyDocument | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(policyArn)?.[1];
  if (name === undefined) return undefined;
  policies ??= JSON.parse(readFileSync(join(__dirname, 'aws-managed-policies.json'), 'utf8')) as AwsManagedPolicies;
  const statements = Object.hasOwn(policies, name) ? policies[name] : undefined;
  return statements && { Statement: statements };
}
