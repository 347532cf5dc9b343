import type { Mutation } from '../../function-bundle';

export const SECRETS: readonly Mutation[] = [
  {
    name: 'quoted secrets are not redacted',
    file: 'lambda/secrets/redact.ts',
    from: '.flatMap(formsOf)',
    to: '.flatMap((secret) => formsOf(secret).slice(0, 0))',
  },
  {
    name: 'secrets quoted in JSON are not redacted',
    file: 'lambda/secrets/forms.ts',
    from: 'return [text, withEscapedEnds(text), ...inJson(text),',
    to: 'return [text, withEscapedEnds(text), ...inJson(text).slice(0, 0),',
  },
  {
    name: 'secrets quoted without the white space around them are not redacted',
    file: 'lambda/secrets/forms.ts',
    from: 'const forms = quotedParts(secret)',
    to: 'const forms = quotedParts(secret).slice(0, 1)',
  },
  {
    name: 'previous secrets are not redacted',
    file: 'lambda/secrets/redact.ts',
    from: 'const before = await previousSecrets(context, call.product);',
    to: 'const before = (await previousSecrets(context, call.product)).slice(0, 0);',
  },
  {
    name: 'the reason is withheld if a secret was never rotated',
    file: 'lambda/secrets/redact.ts',
    from: 'if (isRetryable) throw error;\n      return [];',
    to: 'throw error;\n      return isRetryable ? [] : [];',
  },
];
