import type { Mutation } from '../../function-bundle';

export const PROVISIONED_PRODUCT: readonly Mutation[] = [
  {
    name: 'the answer comes before the record has ended',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: "case 'SUCCEEDED':",
    to: "case 'CREATED':\n    case 'IN_PROGRESS':\n    case 'SUCCEEDED':",
  },
  {
    name: 'the launch path is not told',
    file: 'lambda/provisioned-product/succeed.ts',
    from: "PathId: detail.PathId ?? '',",
    to: "PathId: '',",
  },
  {
    name: 'outputs are not told',
    file: 'lambda/provisioned-product/succeed.ts',
    from: "return Object.fromEntries(there.map((key) => [outputAttribute(key), outputs.get(key) ?? '']));",
    to: 'return {};',
  },
  {
    name: 'a replacement is answered with the old id',
    file: 'lambda/provisioned-product/succeed.ts',
    from: 'PhysicalResourceId: product.Id,',
    to: 'PhysicalResourceId: context.event.PhysicalResourceId ?? product.Id,',
  },
  {
    name: 'whatever goes wrong counts as not found',
    file: 'lambda/provisioned-product/find.ts',
    from: 'if (isNotFound(error)) return undefined;',
    to: 'if (error) return undefined;',
  },
  {
    name: 'the words of a failed record are left out',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: '    words,\n    ids: [own.provisionedProductId, own.id],',
    to: '    ids: [own.provisionedProductId, own.id],',
  },
  {
    name: 'the function itself waits',
    file: 'lambda/provisioned-product/settle.ts',
    from: 'export async function settle(context: StepContext, product: ProvisionedProduct): Promise<Step> {',
    to: 'export async function settle(context: StepContext, product: ProvisionedProduct): Promise<Step> {\n  await new Promise((resolve) => setTimeout(resolve, 20_000));',
  },
  {
    name: 'a state that nobody has heard of is waited out',
    file: 'lambda/provisioned-product/find.ts',
    from: 'return LastRecordId !== undefined && !(await isPending(cloud, LastRecordId));',
    to: 'return false;',
  },
  {
    name: 'a step is believed what it follows',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: 'if (!(await mayBeResult(context, product))) return repeatNow(context, { record: undefined });',
    to: '',
  },
];
