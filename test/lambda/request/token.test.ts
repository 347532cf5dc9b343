import { provisionedProductName } from '../../../lambda/request/names';
import { isOurs } from '../../../lambda/request/ownership';
import { attemptKey, resourceKey } from '../../../lambda/request/resource-key';
import { token } from '../../../lambda/request/token';

const RESOURCE = {
  StackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/web/3f2a',
  LogicalResourceId: 'Network',
};
const ATTEMPT = { ...RESOURCE, RequestId: 'request-1', ResponseURL: 'https://answer.example/1?X-Amz-Signature=a' };
const PROPERTIES = { ServiceToken: 'function' };

test('duplicates of an event have the same tokens, and the token starts with the key of the resource', () => {
  expect(token(ATTEMPT, 0)).toBe(token({ ...ATTEMPT }, 0));
  expect(token(ATTEMPT, 0)).toMatch(new RegExp(`^${resourceKey(RESOURCE)}-[0-9a-f]{16}-0$`));
});

test('a retried deployment that reuses the RequestId is another attempt', () => {
  const retried = { ...ATTEMPT, ResponseURL: 'https://answer.example/2?X-Amz-Signature=b' };
  expect(attemptKey(retried)).not.toBe(attemptKey(ATTEMPT));
});

test('a token is valid for Service Catalog', () => {
  expect(token(ATTEMPT, 123)).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/);
});

test('the generated name is readable, legal and the same for every request of the resource', () => {
  const name = provisionedProductName(RESOURCE, PROPERTIES);
  expect(name).toBe(`web-Network-${resourceKey(RESOURCE).slice(0, 8)}`);
  expect(isOurs(RESOURCE, { Name: name })).toBe(true);
});

test('a long stack name is cut so that the name keeps its key within 128 characters', () => {
  const long = { ...RESOURCE, StackId: RESOURCE.StackId.replace('web', 'w'.repeat(128)) };
  const name = provisionedProductName(long, { ...PROPERTIES, NotificationArns: ['arn:aws:sns:us-east-1:1:topic'] });
  expect(name).toHaveLength(128);
  // Cut, it no longer tells the logical id: 32 bits of a hash are found again within minutes.
  expect(isOurs(long, { Name: name })).toBe(false);
});

test('other topics change the generated name, as they need a replacement', () => {
  const names = [[], ['topic-a'], ['topic-b']].map((NotificationArns) =>
    provisionedProductName(RESOURCE, { ...PROPERTIES, NotificationArns }),
  );
  expect(new Set(names).size).toBe(3);
});

test('the product of another resource is not ours, whatever it is called', () => {
  const other = { ...RESOURCE, LogicalResourceId: 'Other' };
  const product = { Name: provisionedProductName(other, PROPERTIES), IdempotencyToken: `${resourceKey(other)}-x-0` };
  expect(isOurs(RESOURCE, product)).toBe(false);
});
