import { Failure } from '../../../lambda/messages/failure';
import { responseBody, MAXIMUM_RESPONSE_BYTES } from '../../../lambda/response/response';

const EVENT = {
  RequestType: 'Create' as const,
  RequestId: 'request-1',
  ResponseURL: 'https://answer.example',
  StackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/web/3f2a',
  LogicalResourceId: 'Network',
  ResourceProperties: { ServiceToken: 'function' },
};

test('a short reason is not cut', () => {
  const body = responseBody(EVENT, { Status: 'FAILED', PhysicalResourceId: 'pp-1', Reason: 'The launch failed.' });
  expect(JSON.parse(body)).toEqual({
    Status: 'FAILED',
    PhysicalResourceId: 'pp-1',
    Reason: 'The launch failed.',
    StackId: EVENT.StackId,
    RequestId: 'request-1',
    LogicalResourceId: 'Network',
  });
});

test.each([
  ['plain letters', 'x'],
  ['letters of several bytes', '語'],
  ['quotes, which take two bytes each', '"'],
])('a reason of 20,000 characters (%s) fits and keeps its beginning and its advice', (_case, character) => {
  const Reason = `The launch failed: ${character.repeat(20_000)}. Correct the cause.`;
  const body = responseBody(EVENT, { Status: 'FAILED', PhysicalResourceId: 'pp-1', Reason });
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAXIMUM_RESPONSE_BYTES);
  expect(JSON.parse(body).Reason).toMatch(/^The launch failed: .*Correct the cause\.$/);
});

test('a failure reads as sentences: what failed, the service’s message, the ids, the advice', () => {
  const failure = new Failure({
    what: 'The launch of web failed',
    words: 'AmazonCloudFormationException  Bucket exists',
    ids: ['pp-1', undefined, 'rec-1'],
    advice: 'Deploy again',
  });
  expect(failure.message).toBe(
    'The launch of web failed: AmazonCloudFormationException  Bucket exists (pp-1, rec-1). Deploy again.',
  );
});
