import { Stack, Stage, Token, TokenComparison } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const PLACES = ['account', 'region'] as const;

/** Throws unless the consumer is in the account and Region of the provider, and in its stack, where it serves no other. */
export function validateConsumer(provider: IConstruct, consumer: IConstruct, servesOwnStackOnly: boolean): void {
  const own = Stack.of(provider);
  const other = Stack.of(consumer);
  for (const place of PLACES) {
    if (isAlike(own[place], other[place])) continue;
    throw new Error(
      `the provider "${provider.node.path}" is in ${place} ${shown(own[place])}, but the stack ` +
        `"${other.node.path}" that uses it is in ${place} ${shown(other[place])}: ` +
        'make a provider in each account and Region, or give both stacks the same env',
    );
  }
  if (!servesOwnStackOnly || other === own) return;
  throw new Error(
    `the provider "${provider.node.path}" serves the products of its own stack only, but the stack ` +
      `"${other.node.path}" uses it: leave out \`provider\`, or make a ProvisionedProductProvider to share`,
  );
}

/** True of stacks that are deployed to one account and Region, as far as the CDK can tell. */
export function isInSamePlace(one: Stack, other: Stack): boolean {
  return PLACES.every((place) => isAlike(one[place], other[place]));
}

/** True of stacks that cannot have two provisioned products of one name. */
export function shareNames(one: Stack, other: Stack): boolean {
  // Stages that do not say where they are deployed are usually deployed to several places.
  return (
    isInSamePlace(one, other) && (Stage.of(one) === Stage.of(other) || PLACES.every((place) => isKnown(one[place])))
  );
}

function isAlike(one: string, other: string): boolean {
  return [TokenComparison.SAME, TokenComparison.BOTH_UNRESOLVED].includes(Token.compareStrings(one, other));
}

/** False of a place that only the deployment knows. */
export function isKnown(place: string): boolean {
  return !Token.isUnresolved(place);
}

/** An account or Region for people to read. */
function shown(place: string): string {
  return isKnown(place) ? place : '(known to the deployment only)';
}
