import { text } from 'node:stream/consumers';
import { highlights } from './demo/highlights';
import { terminalPicture } from './demo/terminal-picture';

/** Draws the picture of the README from what the demo prints: takes that from stdin, and writes SVG to stdout. */
async function main(): Promise<void> {
  const lines = highlights((await text(process.stdin)).split('\n'));
  if (lines.length === 0) throw new Error('the demo has printed nothing that is worth a picture');
  process.stdout.write(terminalPicture('npm run demo', lines));
}

void main();
