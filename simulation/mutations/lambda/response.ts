import type { Mutation } from '../../function-bundle';

export const RESPONSE: readonly Mutation[] = [
  {
    name: 'any HTTP status counts as a delivered answer',
    file: 'lambda/response/send.ts',
    from: 'if (status !== undefined && (status < 300 || status === EXPIRED)) return true;',
    to: 'if (status !== undefined) return true;',
  },
  {
    name: 'a long reason is not shortened',
    file: 'lambda/response/response.ts',
    from: "if (response.Status === 'SUCCESS' || Buffer.byteLength(body) <= MAXIMUM_RESPONSE_BYTES) return body;",
    to: "if (response.Status === 'SUCCESS' || body) return body;",
  },
];
