/** E.g. `provisioned product web-Network-1a2b3c4d (pp-…)`. */
export function productLabel({ Id, Name }: { readonly Id: string; readonly Name?: string }): string {
  return `provisioned product ${Name} (${Id})`;
}

/** The sentence about a product that a request may have left, by its name or its id. */
export function leftover(product: string): string {
  return `Provisioned product ${product} may still exist`;
}

/** The sentence about the two products that a replacement may have left, by their names. */
export function leftoversOfReplacement(before: string, replacement: string): string {
  return `Until then provisioned products ${before} and ${replacement} may both exist`;
}

const LEFTOVER = /Provisioned product (\S+) may still exist/;
const LEFTOVERS_OF_REPLACEMENT = /provisioned products (.*) and (.*) may both exist/;

/** Finds the names and ids in the sentences above. */
export function namedLeftovers(message: string): readonly string[] {
  return [LEFTOVER, LEFTOVERS_OF_REPLACEMENT].flatMap((pattern) => pattern.exec(message)?.slice(1) ?? []);
}
