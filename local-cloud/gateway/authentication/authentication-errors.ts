import { AwsError, type Protocol } from '../service';

export type AuthenticationProblem =
  'missing' | 'unsupported' | 'incomplete' | 'unknownKey' | 'wrongSignature' | 'wrongTime' | 'expired' | 'forbidden';

/** Advice for a client that has the credentials of an earlier start. */
export const ADVICE = 'The local cloud has other credentials at each start: use those that it printed.';

/** The codes and HTTP statuses of AWS: JSON services answer 400, the others 403. */
const ERRORS: Record<AuthenticationProblem, Record<Protocol, readonly [code: string, status: number]>> = {
  missing: {
    json: ['MissingAuthenticationTokenException', 400],
    query: ['MissingAuthenticationToken', 403],
    s3: ['AccessDenied', 403],
  },
  unsupported: {
    json: ['IncompleteSignatureException', 400],
    query: ['IncompleteSignature', 400],
    s3: ['InvalidRequest', 400],
  },
  incomplete: {
    json: ['IncompleteSignatureException', 400],
    query: ['IncompleteSignature', 400],
    s3: ['AuthorizationHeaderMalformed', 400],
  },
  unknownKey: {
    json: ['UnrecognizedClientException', 400],
    query: ['InvalidClientTokenId', 403],
    s3: ['InvalidAccessKeyId', 403],
  },
  wrongSignature: {
    json: ['InvalidSignatureException', 400],
    query: ['SignatureDoesNotMatch', 403],
    s3: ['SignatureDoesNotMatch', 403],
  },
  wrongTime: {
    json: ['InvalidSignatureException', 400],
    query: ['SignatureDoesNotMatch', 403],
    s3: ['RequestTimeTooSkewed', 403],
  },
  expired: {
    json: ['ExpiredTokenException', 400],
    query: ['ExpiredToken', 403],
    s3: ['ExpiredToken', 400],
  },
  forbidden: {
    json: ['AccessDeniedException', 400],
    query: ['AccessDenied', 403],
    s3: ['AccessDenied', 403],
  },
};

const MESSAGES: Partial<Record<AuthenticationProblem, string>> = {
  unsupported: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  missing: `Request is missing Authentication Token. ${ADVICE}`,
  unknownKey: `The security token included in the request is invalid. ${ADVICE}`,
  expired: 'The security token included in the request is expired.',
};

export function authenticationError(
  problem: AuthenticationProblem,
  protocol: Protocol,
  message = MESSAGES[problem] ?? problem,
): AwsError {
  const [code, status] = ERRORS[problem][protocol];
  return new AwsError(code, message, status);
}
