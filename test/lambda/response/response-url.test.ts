import { ResponsePlace, responseUrlProblem } from '../../../lambda/response/response-url';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111111111111:stack/web/e4c361be-7b15-473b-ab98-f5d1719795a6';
const BUCKET = 'cloudformation-custom-resource-response-useast1';
const KEY = encodeURIComponent(`${STACK_ID}|Network|request-1`);
const QUERY = '?X-Amz-Date=20260101T000000Z&X-Amz-Signature=abc';
const CLOUDFORMATION: ResponsePlace = { urlSuffix: 'amazonaws.com', namesRequest: true };

function problem(ResponseURL: string, place: Partial<ResponsePlace> = {}): string | undefined {
  const request = { ResponseURL, StackId: STACK_ID, LogicalResourceId: 'Network', RequestId: 'request-1' };
  return responseUrlProblem(request, { ...CLOUDFORMATION, ...place });
}

test.each([
  `https://${BUCKET}.s3.amazonaws.com/${KEY}${QUERY}`,
  `https://${BUCKET}.s3.us-east-1.amazonaws.com/${KEY}${QUERY}`,
  `https://${BUCKET}.s3-us-west-2.amazonaws.com/${KEY}${QUERY}`,
  `https://${BUCKET}.s3.dualstack.us-east-1.amazonaws.com/${KEY}${QUERY}`,
  `https://s3.us-east-1.amazonaws.com/${BUCKET}/${KEY}${QUERY}`,
  `https://${BUCKET}.s3.amazonaws.com/${STACK_ID}|Network|request-1${QUERY}`,
])('a response is sent to %s', (url) => {
  expect(problem(url)).toBeUndefined();
  expect(problem(url, { bucket: BUCKET })).toBeUndefined();
});

test('a response is sent to S3 of another partition', () => {
  const url = `https://${BUCKET}.s3.cn-north-1.amazonaws.com.cn/${KEY}`;
  expect(problem(url, { urlSuffix: 'amazonaws.com.cn' })).toBeUndefined();
});

test.each([
  ['no URL', 'it is not a URL'],
  [`http://${BUCKET}.s3.amazonaws.com/${KEY}`, 'it is not https'],
  ['data:text/plain,hi', 'it is not https'],
  [`https://${BUCKET}.s3.amazonaws.com:8443/${KEY}`, 'it names a port or a user'],
  [`https://user@${BUCKET}.s3.amazonaws.com/${KEY}`, 'it names a port or a user'],
  [`https://${BUCKET}.s3.amazonaws.com.evil.com/${KEY}`, 'its host is not Amazon S3'],
  [`https://${BUCKET}.s3.amazonaws.com.cn/${KEY}`, 'its host is not Amazon S3'],
  [`https://evils3.amazonaws.com/${KEY}`, 'its host is not Amazon S3'],
  [`https://abc123.execute-api.us-east-1.amazonaws.com/${KEY}`, 'its host is not Amazon S3'],
  [`https://s3-evil-1.us-east-1.elb.amazonaws.com/${KEY}`, 'its host is not Amazon S3'],
  [`https://169.254.169.254/${KEY}`, 'its host is not Amazon S3'],
  [`https://${BUCKET}.s3.amazonaws.com/another`, 'its path does not name the request'],
  [`https://${BUCKET}.s3.amazonaws.com/%`, 'its path does not name the request'],
])('no response is sent to %s: %s', (url, expected) => {
  expect(problem(url)).toBe(expected);
});

test('other engines than CloudFormation have other paths', () => {
  const url = 'https://engine-responses.s3.amazonaws.com/custom-resource-responses/request-1.json';
  expect(problem(url, { namesRequest: false })).toBeUndefined();
});

test('no response is sent to any other than the declared bucket', () => {
  const url = `https://evil.s3.amazonaws.com/${KEY}`;
  expect(problem(url)).toBeUndefined();
  expect(problem(url, { bucket: BUCKET })).toBe('its bucket is not the declared one');
  expect(problem(`https://s3.amazonaws.com/evil/${KEY}`, { bucket: BUCKET })).toBeDefined();
});

test.each([
  ['http://127.0.0.1:4566', 'http://127.0.0.1:4566/answers/1', undefined],
  ['http://127.0.0.1:4566', 'http://localhost:9000/answers/1', undefined],
  ['http://localhost.emulator.cloud:4566', 'http://bucket.localhost.emulator.cloud:4566/1', undefined],
  ['http://127.0.0.1:4566', 'http://10.0.0.7/answers/1', 'it is not https'],
  ['http://127.0.0.1:4566', 'data:text/plain,hi', 'it is not https'],
])('an emulator of AWS at %s accepts a response at %s: %s', (endpoint, url, expected) => {
  expect(problem(url, { imitations: [endpoint] })).toBe(expected);
});
