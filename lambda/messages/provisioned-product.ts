/** E.g. `provisioned product web-Network-1a2b3c4d (pp-…)`. */
export function productLabel({ Id, Name }: { readonly Id: string; readonly Name?: string }): string {
  return `provisioned product ${Name} (${Id})`;
}
