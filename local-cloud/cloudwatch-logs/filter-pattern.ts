import { AwsError } from '../gateway/service';

/**
 * Reads a pattern of terms. A message must contain all plain terms, at least one of those with `?`, and none of those
 * with `-`.
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
