import { Annotations, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { shareNames } from './environment';
import { ResourceProperties } from '../resource-properties';

const ID_TAIL = '-[a-z0-9]{13}$';

/** What is declared by name, with the pattern of ids that people take for names, and the way to declare an id. */
const NAMES: readonly [keyof ResourceProperties, RegExp, what: string, advice: string][] = [
  ['ProductName', new RegExp(`^prod${ID_TAIL}`), 'product', 'CatalogProduct.fromId'],
  ['ProvisioningArtifactName', new RegExp(`^pa${ID_TAIL}`), 'version', 'ProductVersion.fromId'],
  ['PathName', new RegExp(`^lpv\\d+${ID_TAIL}`), 'launch path', 'LaunchPath.fromId'],
  ['PathName', new RegExp(`^port${ID_TAIL}`), 'launch path', 'LaunchPath.fromPortfolio'],
];

/** Warn of an id where a name is expected: the deployment would not find it. */
export function warnOfIdsForNames(
  construct: IConstruct,
  properties: { readonly [Key in keyof ResourceProperties]?: unknown },
): void {
  for (const [property, pattern, what, advice] of NAMES) {
    const name = properties[property];
    if (typeof name !== 'string' || !pattern.test(name)) continue;
    Annotations.of(construct).addWarningV2(
      'cdk-provisioned-product:idForName',
      `the name "${name}" of the ${what} looks like an id: if it is one, use ${advice}`,
    );
  }
}

/** A provisioned product with the name that it surely gets, if there is one. */
export interface Named extends IConstruct {
  readonly _certainName?: string;
}

/** Problems of a declared name that an earlier provisioned product of the app has in the same account and Region. */
export function problemsOfName(product: Named): string[] {
  const name = product._certainName;
  const earlier = name === undefined ? undefined : productsBefore(product).find(isCalled(name, Stack.of(product)));
  if (!earlier) return [];
  return [
    `provisionedProductName "${name}" is declared by "${earlier.node.path}", too, in the same account and Region: ` +
      'declare another name, or leave it out to have one generated',
  ];
}

function isCalled(name: string, stack: Stack): (other: Named) => boolean {
  return (other) => other._certainName === name && shareNames(Stack.of(other), stack);
}

function productsBefore(product: Named): Named[] {
  const all = product.node.root.node.findAll();
  return all.slice(0, all.indexOf(product)).filter((construct): construct is Named => '_certainName' in construct);
}
