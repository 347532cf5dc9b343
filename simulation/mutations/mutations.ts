/** A breakage of the function: a text in one of its sources, and what stands there instead. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Whatever the simulation does not find out of these, it does not check. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a random token in place of the deterministic one',
    file: 'lambda/request/identity.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt)}-${Math.random().toString(36).slice(2)}-${call}$',
  },
  {
    name: 'the token does not tell for which resource it is',
    file: 'lambda/request/identity.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt).slice(20)}-${call}$',
  },
  {
    name: 'what was launched without a reply is launched again, under another name',
    file: 'lambda/operations/launch.ts',
    from: 'if (existing === undefined) return waitForAccess(job, () => launch(job, name));',
    to: "const again = { ...job, progress: { ...job.progress, calls: 100 } };\n  if (existing?.Status === 'UNDER_CHANGE') return launch(again, `${name}-again`);\n  if (existing === undefined) return waitForAccess(job, () => launch(job, name));",
  },
  {
    name: 'a product of that name is adopted, whoever launched it',
    file: 'lambda/operations/launch.ts',
    from: 'if (!(await isOwn(job, existing))) throw nameTaken(existing);',
    to: '',
  },
  {
    name: 'Delete removes a product of that name, whoever launched it',
    file: 'lambda/delete.ts',
    from: 'return (await isOwn(job, named)) &&',
    to: 'return',
  },
  {
    name: 'Delete trusts the physical id',
    file: 'lambda/delete.ts',
    from: 'return (await isOwn(job, named)) &&',
    to: 'return isProvisionedProductId(event.PhysicalResourceId) && (await isOwn(job, named)) &&',
  },
  {
    name: 'an older execution is not stopped',
    file: 'lambda/request/older-requests.ts',
    from: 'for (const execution of progress.older) await cloud.executions.stop(execution);',
    to: '',
  },
  {
    name: 'a request that was given up still changes something',
    file: 'lambda/request/wanted.ts',
    from: 'if (isWanted(job, resource)) return;',
    to: 'if (job !== undefined) return;',
  },
  {
    name: 'the answer comes before the record has ended',
    file: 'lambda/operations/record.ts',
    from: "case 'SUCCEEDED':",
    to: "case 'CREATED':\n    case 'IN_PROGRESS':\n    case 'SUCCEEDED':",
  },
  {
    name: 'Delete is answered when the termination was called',
    file: 'lambda/operations/terminate.ts',
    from: "log('terminate',",
    to: "if (event.RequestType === 'Delete') return { answer: { Status: 'SUCCESS', PhysicalResourceId: product.Id, Data: {} } };\n    log('terminate',",
  },
  {
    name: 'the deadline is forgotten',
    file: 'lambda/advance.ts',
    from: 'const expired = job.now >= progress.deadline;',
    to: 'const expired = job.now < 0;',
  },
  {
    name: 'a thrown error gets out',
    file: 'lambda/advance.ts',
    from: 'return waitOut(known, error) ?? {',
    to: 'if (job !== undefined) throw error;\n    return waitOut(known, error) ?? {',
  },
  {
    name: 'the event is logged',
    file: 'lambda/index.ts',
    from: 'if (isCustomResourceEvent(input)) return receive(input, cloud);',
    to: 'if (isCustomResourceEvent(input)) console.log(JSON.stringify(input));\n  if (isCustomResourceEvent(input)) return receive(input, cloud);',
  },
  {
    name: 'a secret is logged',
    file: 'lambda/operations/launch.ts',
    from: "log('launch', { ",
    to: "log('launch', { ...secrets.values, ",
  },
  {
    name: 'what was declared before is forgotten',
    file: 'lambda/request/carried-event.ts',
    from: 'OldResourceProperties: isObject(before) ? priorProperties(before) : undefined,',
    to: 'OldResourceProperties: undefined,',
  },
  {
    name: 'other values of parameters are taken for the same',
    file: 'lambda/request/prior-properties.ts',
    from: 'ServiceToken: undefined,',
    to: 'ServiceToken: undefined,\n    ProvisioningParameters: undefined,',
  },
  {
    name: 'secrets that a failure quotes are told',
    file: 'lambda/catalog/public-words.ts',
    from: '.flatMap(formsOf)',
    to: '.flatMap((secret) => formsOf(secret).slice(0, 0))',
  },
  {
    name: 'secrets that a failure quotes in JSON are told',
    file: 'lambda/catalog/secret-forms.ts',
    from: 'return [text, withEscapedEnds(text), ...inJson(text),',
    to: 'return [text, withEscapedEnds(text), ...inJson(text).slice(0, 0),',
  },
  {
    name: 'secrets that a failure quotes without the white space around them are told',
    file: 'lambda/catalog/secret-forms.ts',
    from: 'const forms = quotedParts(secret)',
    to: 'const forms = quotedParts(secret).slice(0, 1)',
  },
  {
    name: 'secrets that a product has kept from before are told',
    file: 'lambda/catalog/public-words.ts',
    from: 'const before = await secretsFromBefore(job, call.product);',
    to: 'const before = (await secretsFromBefore(job, call.product)).slice(0, 0);',
  },
  {
    name: 'errors of a termination are ignored without being asked to',
    file: 'lambda/delete.ts',
    from: "IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',",
    to: 'IgnoreErrors: true,',
  },
  {
    name: 'a rollback does not look for an abandoned replacement',
    file: 'lambda/update.ts',
    from: 'if (abandoned) return terminateWhenStable(job, abandoned);',
    to: '',
  },
  {
    name: 'a rollback removes what was there before, too',
    file: 'lambda/delete.ts',
    from: 'return since !== undefined && isOlderThan(product, since);',
    to: 'return since !== undefined && isOlderThan(product, 0);',
  },
  {
    name: 'an update takes the version that is deployed',
    file: 'lambda/operations/update-product.ts',
    from: 'return callUpdate(job, product, prepared, contentOf(prepared));',
    to: 'return callUpdate(job, product, prepared, { ...contentOf(prepared), ProvisioningArtifactId: product.ProvisioningArtifactId });',
  },
  {
    name: 'the oldest version counts as the latest',
    file: 'lambda/catalog/version.ts',
    from: "case 'LATEST':\n      return usable[0];",
    to: "case 'LATEST':\n      return usable.filter(({ Name }) => Name !== 'broken').at(-1);",
  },
  {
    name: 'the version that runs is not kept',
    file: 'lambda/catalog/version.ts',
    from: 'return usable.find((version) => version.Id === currentId) ?? usable[0];',
    to: 'return usable[0];',
  },
  {
    name: 'the launch path is not told',
    file: 'lambda/operations/success.ts',
    from: "PathId: detail.PathId ?? '',",
    to: "PathId: '',",
  },
  {
    name: 'parameters that are no longer declared are left out',
    file: 'lambda/catalog/parameters.ts',
    from: 'const values = Object.entries({ ...Object.fromEntries(defaults), ...given });',
    to: 'const values = Object.entries({ ...Object.fromEntries(defaults.slice(0, 0)), ...given });',
  },
  {
    name: 'a tainted product counts as what is declared',
    file: 'lambda/update.ts',
    from: "if (Status !== 'AVAILABLE' || before === undefined ||",
    to: "if (Status === 'ERROR' || before === undefined ||",
  },
  {
    name: 'a tainted product is launched anew',
    file: 'lambda/update.ts',
    from: 'if (await isFailedLaunch(cloud, current)) return',
    to: "if ((await isFailedLaunch(cloud, current)) || current.Status === 'TAINTED') return",
  },
  {
    name: 'outputs are not told',
    file: 'lambda/operations/success.ts',
    from: "return Object.fromEntries(there.map((key) => [outputAttribute(key), outputs.get(key) ?? '']));",
    to: 'return {};',
  },
  {
    name: 'every Delete fails',
    file: 'lambda/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if (product) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'every Delete of what was replaced fails',
    file: 'lambda/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if ((await cloud.stack(event.StackId))?.status.includes('CLEANUP')) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'every launch fails',
    file: 'lambda/operations/launch.ts',
    from: 'return provision(job, name, prepared);',
    to: "throw new Failure({ what: 'It cannot be launched', advice: 'Try again' });",
  },
  {
    name: 'other topics launch no replacement',
    file: 'lambda/request/identity.ts',
    from: 'const suffix = topics.length === 0 ?',
    to: 'const suffix = topics.length >= 0 ?',
  },
  {
    name: 'other parameters launch a replacement',
    file: 'lambda/request/identity.ts',
    from: 'const topics = topicsOf(properties);',
    to: 'const topics = [...topicsOf(properties), JSON.stringify(properties.ProvisioningParameters)];',
  },
  {
    name: 'a replacement is answered with the old id',
    file: 'lambda/operations/success.ts',
    from: 'PhysicalResourceId: product.Id,',
    to: 'PhysicalResourceId: job.event.PhysicalResourceId ?? product.Id,',
  },
  {
    name: 'whatever goes wrong counts as not found',
    file: 'lambda/operations/provisioned-product.ts',
    from: 'if (isNotFound(error)) return undefined;',
    to: 'if (error) return undefined;',
  },
  {
    name: 'an event that Lambda brings again is refused',
    file: 'lambda/receive.ts',
    from: 'try {\n    await cloud.executions.start(',
    to: "for (const again of [60_000, 180_000]) if (Math.abs(age(event) - again) < 5_000) throw new Error('again');\n  try {\n    await cloud.executions.start(",
  },
  {
    name: 'any reply to the answer counts as taken',
    file: 'lambda/answer/deliver.ts',
    from: 'if (status !== undefined && (status < 300 || status === EXPIRED)) return true;',
    to: 'if (status !== undefined) return true;',
  },
  {
    name: 'the words of a failed record are left out',
    file: 'lambda/operations/record.ts',
    from: '    words: await publicWords(job, said, { ...own, product: product ?? { Id: own.provisionedProductId } }),\n',
    to: '',
  },
  {
    name: 'a refused Create waits for its deadline',
    file: 'lambda/advance.ts',
    from: 'if (late >= 0) return undefined;',
    to: "if (late >= 0) return undefined;\n  if (event.RequestType === 'Create' && !progress.record) return pauseFor(job, 30, 'what is wrong to pass');",
  },
  {
    name: 'a long reason is not cut',
    file: 'lambda/answer/answer.ts',
    from: "if (answer.Status === 'SUCCESS' || Buffer.byteLength(body) <= MAXIMUM_ANSWER_BYTES) return body;",
    to: 'if (body) return body;',
  },
  {
    name: 'the function itself waits',
    file: 'lambda/operations/settle.ts',
    from: 'export async function settle(job: Job, product: ProvisionedProduct): Promise<Step> {',
    to: 'export async function settle(job: Job, product: ProvisionedProduct): Promise<Step> {\n  await new Promise((resolve) => setTimeout(resolve, 20_000));',
  },
  {
    name: 'looks come every second',
    file: 'lambda/step/wait.ts',
    from: 'if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;',
    to: 'if (waited >= 0) return 1;',
  },
  {
    name: 'looks come every two minutes',
    file: 'lambda/step/wait.ts',
    from: 'if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;',
    to: 'if (waited >= 0) return 120;',
  },
  {
    name: 'resources that are to be retained are removed',
    file: 'lambda/delete.ts',
    from: "RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',",
    to: '',
  },
  {
    name: 'a rollback, too, ignores errors of a termination where the app chose so for its removal',
    file: 'lambda/operations/terminate.ts',
    from: '      ...options,',
    to: "      IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',\n      ...options,",
  },
  {
    name: 'the timeout of the app is forgotten',
    file: 'lambda/request/times.ts',
    from: 'timeoutSeconds(event.ResourceProperties) * 1000;',
    to: 'timeoutSeconds({ ...event.ResourceProperties, TimeoutSeconds: undefined }) * 1000;',
  },
  {
    name: 'the first launch path that is offered is taken',
    file: 'lambda/catalog/launch-path.ts',
    from: 'const offered = product.offeredPaths.filter(fits);',
    to: 'const offered = product.offeredPaths.slice(0, 1);\n  if (offered[0]?.Id) return { id: offered[0].Id };',
  },
  {
    name: 'a portfolio whose name nobody tells cannot be launched through',
    file: 'lambda/catalog/portfolio.ts',
    from: 'const described = await unlessRefused(serviceCatalog.describePortfolio(',
    to: 'const described = await (serviceCatalog.describePortfolio(',
  },
  {
    name: 'launch paths that are alike are an error',
    file: 'lambda/catalog/launch-path.ts',
    from: 'else if (!areAlike(paths)) throw ambiguous(product, paths);',
    to: 'else if (paths.length > 1 || !areAlike(paths)) throw ambiguous(product, paths);',
  },
  {
    name: 'the only path that is seen is taken, whatever portfolio it may lead through',
    file: 'lambda/catalog/launch-path.ts',
    from: 'if (doubt === undefined || !access.isFresh) return;',
    to: 'if (doubt === undefined || !access.isFresh || access) return;',
  },
  {
    name: 'of products of one name any is taken',
    file: 'lambda/catalog/product.ts',
    from: 'if (ids.length < 2) return describeProduct(',
    to: 'if (ids.length < 200) return describeProduct(',
  },
  {
    name: 'access that is missing is known by words that were seen',
    file: 'lambda/aws/errors.ts',
    from: 'if (isNotFound(error)) return true;',
    to: 'if (isNotFound(error)) return /No launch paths found|does not exist or access was denied/.test(String(error));',
  },
  {
    name: 'accounts that are no longer declared keep their instances',
    file: 'lambda/operations/stack-set.ts',
    from: "if (surplus) return { StackSetOperationType: 'DELETE', ...surplus };",
    to: "if (surplus?.StackSetAccounts.length === 0) return { StackSetOperationType: 'DELETE', ...surplus };",
  },
  {
    name: 'an empty default of a Terraform variable is sent',
    file: 'lambda/catalog/parameters.ts',
    from: 'return hasTemplate(productType) ? described : withoutEmptyDefaults(described);',
    to: 'return described ?? hasTemplate(productType) ? described : withoutEmptyDefaults(described);',
  },
  {
    name: 'calls for a stack set leave out how many may fail',
    file: 'lambda/operations/stack-set.ts',
    from: 'preferences.StackSetFailureToleranceCount ?? (tolerance === undefined ? 0 : undefined)',
    to: 'preferences.StackSetFailureToleranceCount',
  },
  {
    name: 'parameters that are to keep their values are left out',
    file: 'lambda/catalog/parameters.ts',
    from: '...previous.map((Key) => ({ Key, UsePreviousValue: true })),',
    to: '...previous.slice(0, 0).map((Key) => ({ Key, UsePreviousValue: true })),',
  },
  {
    name: 'TagOptions that conflict keep a product from being launched',
    file: 'lambda/catalog/parameters.ts',
    from: 'if (tag === undefined || Values.includes(tag.Value)) return [];',
    to: 'if (Values.length > 0) return [];\n    if (tag === undefined) return [`tag ${Key} is not possible`];',
  },
  {
    name: 'declarations with tags are refused',
    file: 'lambda/catalog/parameters.ts',
    from: '...tagConflicts(described, declared),',
    to: "...(declared.tags.length > 0 ? ['tags are not taken'] : []),",
  },
  {
    name: 'an update is answered without its reason where it has removed what it had launched',
    file: 'lambda/update.ts',
    from: "failure: new Failure({ ...error.parts, advice: '' }).message,",
    to: "failure: new Failure({ what: 'The update failed', advice: '' }).message,",
  },
  {
    name: 'reasons are withheld where a secret was never rotated',
    file: 'lambda/catalog/public-words.ts',
    from: 'if (mayPass) throw error;\n      return [];',
    to: 'throw error;\n      return mayPass ? [] : [];',
  },
  {
    name: 'the words of a refused update are left out',
    file: 'lambda/operations/update-product.ts',
    from: 'words: await publicWords(job, said, call),',
    to: '',
  },
  {
    name: 'nobody answers where no work can be started',
    file: 'lambda/receive.ts',
    from: 'if (mayPass(error) && age(event) < LAST_DELIVERY_MILLISECONDS) throw error;',
    to: 'if (age(event) < LAST_DELIVERY_MILLISECONDS) throw error;\n    await new Promise(() => setTimeout(() => undefined, 600_000));',
  },
  {
    name: 'nobody waits for what an older step may still do',
    file: 'lambda/request/older-requests.ts',
    from: 'const STEP_MILLISECONDS = (FUNCTION_TIMEOUT_SECONDS + 5) * 1000;',
    to: 'const STEP_MILLISECONDS = 0 * FUNCTION_TIMEOUT_SECONDS;',
  },
  {
    name: 'the function itself waits when a service is in trouble',
    file: 'lambda/advance.ts',
    from: 'return waitOut(known, error) ?? {',
    to: 'if (isTransient(error)) await new Promise((resolve) => setTimeout(resolve, 20_000));\n    return waitOut(known, error) ?? {',
  },
];

export function mutationNamed(wanted: string): Mutation {
  const mutation = MUTATIONS.find(({ name }) => name === wanted);
  if (mutation) return mutation;
  throw new Error(`there is no mutation "${wanted}"; there are: ${MUTATIONS.map(({ name }) => name).join(', ')}`);
}
