import type { AnswerPlace } from './response/response-url';
import { isStackId } from './request/identity';

/** What the provider tells its function at synthesis; nobody who may only invoke the function can change it. */
export interface Settings {
  /** Of the stack that made the function; absent where no CloudFormation has made it known. */
  readonly ownStackId?: string;
  /** Names of the stacks that are served, "*" standing for any text. @default - the function's own stack alone */
  readonly stacks?: readonly string[];
  readonly answers: AnswerPlace;
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
