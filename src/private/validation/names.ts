import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { shareNames } from './environment';
import { ResourceProperties } from '../resource-properties';

const ID_TAIL = '-[a-z0-9]{13}$';

/** Properties that hold names, with the ids that are mistaken for them, and the way to declare such an id. */
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

/** A provisioned product with the name that it declares. */
export interface Named extends IConstruct {
  readonly _declaredName?: string;
}

/** Problems of a declared name that an earlier provisioned product of the app has in the same account and Region. */
export function problemsOfName(product: Named): string[] {
  const name = certainName(product);
  const earlier = name === undefined ? undefined : productsBefore(product).find(isCalled(name, Stack.of(product)));
  if (!earlier) return [];
  return [
    `provisionedProductName "${name}" is declared by "${earlier.node.path}", too, in the same account and Region: ` +
      'declare another name, or leave it out to have one generated',
  ];
}

/** Undefined where only the deployment knows the name, or a condition decides whether there is such a product. */
function certainName(product: Named): string | undefined {
  const resource = product.node.defaultChild as CfnResource | undefined;
  const isUncertain = Token.isUnresolved(product._declaredName) || resource?.cfnOptions.condition;
  return isUncertain ? undefined : product._declaredName;
}

function isCalled(name: string, stack: Stack): (other: Named) => boolean {
  return (other) => certainName(other) === name && shareNames(Stack.of(other), stack);
}

function productsBefore(product: Named): Named[] {
  const all = product.node.root.node.findAll();
  return all.slice(0, all.indexOf(product)).filter((construct): construct is Named => '_declaredName' in construct);
}
