import { Token } from 'aws-cdk-lib';
import { validateLength, validatePattern } from './text';

const MAXIMUM_TAGS = 50;
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Throws where Service Catalog would refuse the tags. */
export function validateTags(tags: { readonly [key: string]: string }): void {
  const keys = Object.keys(tags);
  if (keys.length > MAXIMUM_TAGS) {
    throw new Error(
      `the provisioned product has ${keys.length} tags, but Service Catalog takes at most ${MAXIMUM_TAGS}: ` +
        'remove some, those of Tags.of(...) included',
    );
  }
  for (const [key, value] of Object.entries(tags)) validateTag(key, value);
}

function validateTag(key: string, value: string): void {
  const characters = 'of letters, digits, spaces and "_.:/=+-@" only';
  validateLength('the key of a tag', key, 1, 128, 'choose another key');
  validatePattern('the key of a tag', key, TAG_CHARACTERS, characters);
  if (!Token.isUnresolved(key) && /^aws:/i.test(key)) {
    throw new Error(`the key of a tag "${key}" begins with "aws:", which is reserved: choose another key`);
  }
  validateLength(`the value of the tag "${key}"`, value, 1, 256, 'give it a value, or remove the tag');
  validatePattern(`the value of the tag "${key}"`, value, TAG_CHARACTERS, characters);
}
