import { AwsError } from '../gateway/service';

/**
 * Reads a pattern of terms: all of them must be in the message, of those with `?` one, of those with `-` none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  if (/^\s*[[{%]/.test(pattern)) {
    throw new AwsError(
      'InvalidParameterException',
      `The local CloudWatch Logs reads patterns of terms, not of JSON, columns or regular expressions: ${pattern}`,
    );
  }
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, plain = '']) => ({
    sign,
    text: quoted?.replace(/\\(.)/g, '$1') ?? plain,
  }));
  const alternatives = terms.filter(({ sign }) => sign === '?');
  const isMet = (message: string) =>
    terms.every(({ sign, text }) => sign === '?' || message.includes(text) === (sign !== '-'));
  return (message) =>
    isMet(message) && (alternatives.length === 0 || alternatives.some(({ text }) => message.includes(text)));
}
