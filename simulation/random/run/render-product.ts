import { ACCOUNTS, type CatalogIds, NOTE_KEYS, PARAMETER, REGION, SECRET } from './environment';
import { outputAttribute } from '../../../src/private/attributes';
import type { ResourceProperties, SecretParameterProperties } from '../../../src/private/resource-properties';
import {
  ACCOUNT,
  type DeclaredProduct,
  type DrawnApp,
  LOGICAL_IDS,
  type LogicalId,
  NOTED,
  STACK_SET,
} from '../scenario/drawn-app';

/** The fields of the secret. */
const JSON_FIELDS = {
  secret: 'password',
  'awkward secret': 'awkward',
  'private key': 'key',
  'missing secret': 'nothing',
} as const;

const NOTE = 'what there is to note. '.repeat(200).slice(0, 4_096);

/** Renders the properties of a declared product as the construct does. */
export function renderProduct(id: LogicalId, declared: DeclaredProduct, app: DrawnApp, ids: CatalogIds): object {
  const isUpstream = [...app].some(([user, { upstream }]) => upstream === id && hasUsableOutput(id, user, app));
  const { terminationOptions, tags, topics, timeoutSeconds } = declared;
  const rendered: Omit<ResourceProperties, 'ServiceToken' | 'ProvisioningParameters'> = {
    ...(declared.productBy === 'id'
      ? { ProductId: ids.products[declared.product] }
      : { ProductName: declared.product }),
    ...versionProperties(declared, ids),
    ProvisionedProductName: declared.name,
    Tags: tags === 0 ? undefined : [{ Key: 'stage', Value: `stage-${tags}` }],
    NotificationArns: topics === 0 ? undefined : [`arn:aws:sns:us-east-1:111111111111:changes-${topics}`],
    IgnoreErrors: terminationOptions === 'ignoreErrors' ? 'true' : undefined,
    RetainPhysicalResources: terminationOptions === 'retainPhysicalResources' ? 'true' : undefined,
    OutputKeys: isUpstream ? ['Size'] : undefined,
    TimeoutSeconds: timeoutSeconds?.toString(),
  };
  return {
    ...rendered,
    ...(declared.product === ACCOUNT ? accountParameters(id, declared) : parameters(id, declared, app)),
  };
}

function parameters(id: LogicalId, declared: DeclaredProduct, app: DrawnApp): object {
  const { upstream, keepsSize, size, product, accounts, zone, notes } = declared;
  const usesOutput = upstream !== undefined && hasUsableOutput(upstream, id, app);
  const Password = secretOf(declared);
  return {
    ProvisioningParameters: {
      Size: keepsSize ? undefined : size,
      Zone: zone,
      Upstream: usesOutput ? { 'Fn::GetAtt': [upstream, outputAttribute('Size')] } : undefined,
      ...(product === NOTED && Object.fromEntries(NOTE_KEYS.slice(0, notes).map((key) => [key, NOTE]))),
    },
    PreviousParameters: keepsSize ? ['Size'] : undefined,
    SecretParameters: Password && { Password },
    ProvisioningPreferences:
      product === STACK_SET ? { StackSetAccounts: ACCOUNTS.slice(0, accounts), StackSetRegions: [REGION] } : undefined,
  };
}

function secretOf({ password }: DeclaredProduct): SecretParameterProperties | undefined {
  if (password === 'default') return undefined;
  if (password === 'secure string') return { ParameterName: PARAMETER };
  return { SecretId: SECRET, JsonField: JSON_FIELDS[password] };
}

/** Another size is another organizational unit, which moves the account. */
function accountParameters(id: LogicalId, { size }: DeclaredProduct): object {
  const email = `${id}@example.com`;
  const user = { SSOUserFirstName: 'Ada', SSOUserLastName: 'Lovelace', SSOUserEmail: email };
  return {
    ProvisioningParameters: {
      ...user,
      AccountName: `Account of ${id}`,
      AccountEmail: email,
      ManagedOrganizationalUnit: `unit ${size}`,
    },
  };
}

function versionProperties(
  { product, version, versionBy }: DeclaredProduct,
  ids: CatalogIds,
): Partial<ResourceProperties> {
  if (version === 'RECOMMENDED' || version === 'LATEST' || version === 'KEEP_ACTIVE') {
    return { ProvisioningArtifactChoice: version };
  }
  return versionBy === 'id'
    ? { ProvisioningArtifactId: ids.versions[product][version] }
    : { ProvisioningArtifactName: version };
}

/** Only products further up can be used, so that there is no cycle. A stack set has no outputs, and an account others. */
function hasUsableOutput(upstream: LogicalId, user: LogicalId, app: DrawnApp): boolean {
  const [from, to] = [app.get(upstream)?.product, app.get(user)?.product];
  const exists = from !== undefined && from !== STACK_SET && from !== ACCOUNT && to !== ACCOUNT;
  return exists && LOGICAL_IDS.indexOf(upstream) < LOGICAL_IDS.indexOf(user);
}
