import type { Mutation } from '../../function-bundle';

export const CATALOG: readonly Mutation[] = [
  {
    name: 'the oldest version is taken for the latest',
    file: 'lambda/catalog/version.ts',
    from: "case 'LATEST':\n      return usable[0];",
    to: "case 'LATEST':\n      return usable.filter(({ Name }) => Name !== 'broken').at(-1);",
  },
  {
    name: 'KEEP_ACTIVE does not keep the current version',
    file: 'lambda/catalog/version.ts',
    from: 'return usable.find((version) => version.Id === currentId) ?? usable[0];',
    to: 'return usable[0];',
  },
  {
    name: 'undeclared parameters are omitted, not reset',
    file: 'lambda/catalog/parameters.ts',
    from: 'const values = Object.entries({ ...Object.fromEntries(defaults), ...given });',
    to: 'const values = Object.entries({ ...Object.fromEntries(defaults.slice(0, 0)), ...given });',
  },
  {
    name: 'the first launch path is taken, whichever is declared',
    file: 'lambda/catalog/launch-path.ts',
    from: 'const offered = product.offeredPaths.filter(fits);',
    to: 'const offered = product.offeredPaths.slice(0, 1);\n  if (offered[0]?.Id) return { id: offered[0].Id };',
  },
  {
    name: 'a portfolio without a readable name cannot be launched through',
    file: 'lambda/catalog/portfolio.ts',
    from: 'const described = await unlessRefused(serviceCatalog.describePortfolio(',
    to: 'const described = await (serviceCatalog.describePortfolio(',
  },
  {
    name: 'identical launch paths are an error',
    file: 'lambda/catalog/launch-path.ts',
    from: 'else if (!areAlike(paths)) throw ambiguous(product, paths);',
    to: 'else if (paths.length > 1 || !areAlike(paths)) throw ambiguous(product, paths);',
  },
  {
    name: 'the only visible launch path is taken, whatever its portfolio',
    file: 'lambda/catalog/launch-path.ts',
    from: 'if (doubt === undefined || !access.isFresh) return;',
    to: 'if (doubt === undefined || !access.isFresh || doubt.length > 0) return;',
  },
  {
    name: 'any of several products of the same name is taken',
    file: 'lambda/catalog/product.ts',
    from: 'if (ids.length < 2) return describeProduct(',
    to: 'if (ids.length < 200) return describeProduct(',
  },
  {
    name: 'an empty default of a Terraform variable is sent',
    file: 'lambda/catalog/parameters.ts',
    from: 'return hasTemplate(productType) ? described : withoutEmptyDefaults(described);',
    to: 'return described ?? hasTemplate(productType) ? described : withoutEmptyDefaults(described);',
  },
  {
    name: 'parameters that keep their previous values are omitted',
    file: 'lambda/catalog/parameters.ts',
    from: '...previous.map((Key) => ({ Key, UsePreviousValue: true })),',
    to: '...previous.slice(0, 0).map((Key) => ({ Key, UsePreviousValue: true })),',
  },
  {
    name: 'conflicting TagOptions prevent a launch',
    file: 'lambda/catalog/parameters.ts',
    from: 'if (tag === undefined || Values.includes(tag.Value)) return [];',
    to: 'if (Values.length > 0) return [];\n    if (tag === undefined) return [`tag ${Key} is not possible`];',
  },
  {
    name: 'declared tags are refused',
    file: 'lambda/catalog/parameters.ts',
    from: '...tagConflicts(described, declared),',
    to: "...(declared.tags.length > 0 ? ['tags are not taken'] : []),",
  },
];
