/** What `npm audit --json` prints, as far as it is read. */
interface Report {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly name: string; readonly severity: string; readonly range: string }>
  >;
}

/** The known vulnerabilities of these packages, one line each. An audit that could not be made is none that found nothing. */
export function vulnerabilitiesOf(packages: readonly string[], report: string, errors: string): readonly string[] {
  const { vulnerabilities } = parsed(report);
  if (vulnerabilities === undefined) throw new Error(`npm audit told nothing: ${report || errors}`);
  return Object.values(vulnerabilities)
    .filter(({ name }) => packages.includes(name))
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
}

function parsed(report: string): Report {
  try {
    return JSON.parse(report) as Report;
  } catch {
    return {};
  }
}
