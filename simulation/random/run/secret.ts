import { type CatalogIds, SECRET } from './environment';
import type { LocalCloud } from '../../../local-cloud/local-cloud';

/** Returns the value of the secret after so many changes. */
export function secretValue(changes: number): string {
  return JSON.stringify({
    password: `correct-horse-battery-staple-${changes}`,
    awkward: `korrektes "Pferd"\\Bättérie ${changes} 電池`,
    key: `  first line of key ${changes}\n  second line of key ${changes}\n`,
  });
}

/** Rotates the secret. Nobody can read the value before the previous one any more, so that no message may quote it then. */
export function rotateSecret({ secrets, serviceCatalog }: LocalCloud, { products }: CatalogIds): void {
  const changes = secrets.get(SECRET).versions.length;
  secrets.putValue(SECRET, secretValue(changes));
  if (changes === 1) return;
  for (const id of Object.values(products)) {
    serviceCatalog.setBehaviour(id, { ...serviceCatalog.behaviourOf(id), quotesParameters: false });
  }
}

/** Whether messages may quote parameters: the function can still recognise each value of the secret. */
export function mayBeQuoted({ secrets }: LocalCloud): boolean {
  return secrets.everKnownAs(SECRET).every(({ versions }) => versions.length <= 2);
}
