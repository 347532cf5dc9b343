/**
 * What AWS says of a failure. The function knows these messages by patterns of its own, which are not used here, so that a
 * mistake in one of them is found.
 */

/** The update of a product changed nothing. */
export function saysNoUpdates(message: string): boolean {
  return message.includes('No updates are to be performed');
}

/** A permission is missing. */
export function saysDenied(message: string): boolean {
  return message.includes('is not authorized to perform');
}

/** Control Tower runs few operations at a time, and refuses others. */
export function saysBusy(message: string): boolean {
  return /another AWS Control Tower operation|concurrent account operations/.test(message);
}
