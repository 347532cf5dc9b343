import { Failure } from '../../../lambda/messages/failure';
import { leftover, leftoversOfReplacement, namedLeftovers } from '../../../lambda/messages/provisioned-product';

const messageWith = (sentence: string) =>
  new Failure({ what: 'Update of Network failed', words: 'quota', ids: ['pp-1'], advice: `Deploy again. ${sentence}` })
    .message;

test.each(['web-Network-1a2b3c4d', 'pp-abcdefghijklm', 'my.network_2'])(
  'finds %s in the message about it',
  (product) => {
    expect(namedLeftovers(messageWith(leftover(product)))).toEqual([product]);
  },
);

test('finds both products of a replacement in the message about them', () => {
  const message = messageWith(leftoversOfReplacement('network-a', 'network-b.and-more'));

  expect(namedLeftovers(message)).toEqual(['network-a', 'network-b.and-more']);
});

test('finds no leftovers in a message that names none', () => {
  expect(namedLeftovers(messageWith('The product existed before this deployment, and is kept'))).toEqual([]);
});
