import type { ServedStacks } from './ordering/served-stacks';
import { isStackId } from './request/stack-id';
import type { ResponsePlace } from './response/response-url';

/** Settings that the provider makes at synthesis. Whoever may only invoke the function cannot change them. */
export interface Settings extends ServedStacks {
  readonly answers: ResponsePlace;
}

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const ownStackId = env.STACK_ID;
  return {
    ownStackId,
    stacks: env.STACKS?.split(','),
    answers: {
      urlSuffix: env.URL_SUFFIX ?? 'amazonaws.com',
      bucket: env.RESPONSE_BUCKET,
      imitations: Object.entries(env).flatMap(([name, url]) => (url && /^AWS_ENDPOINT_URL/.test(name) ? [url] : [])),
      namesRequest: ownStackId !== undefined && isStackId(ownStackId),
    },
  };
}
