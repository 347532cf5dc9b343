import { AwsError } from '../gateway/service';

/**
 * The input of a Query operation: flat form fields such as `Tags.member.1.Key`, read as the structure that they encode.
 */
export class QueryInput {
  constructor(
    private readonly fields: URLSearchParams,
    private readonly prefix = '',
  ) {}

  text(name: string): string | undefined {
    return this.fields.get(this.prefix + name) ?? undefined;
  }

  /** Returns true where the parameter, or a part of it, was sent with a value. */
  has(name: string): boolean {
    const path = this.prefix + name;
    return [...this.fields].some(([key, value]) => value !== '' && (key === path || key.startsWith(`${path}.`)));
  }

  required(name: string): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : value === 'true';
  }

  /** Returns a list of strings, or undefined where none was sent, which differs from an empty list. */
  texts(name: string): string[] | undefined {
    return this.members(name, (path) => this.fields.get(path) ?? undefined);
  }

  /** Returns a list of structures, or undefined where none was sent. */
  structures(name: string): QueryInput[] | undefined {
    return this.members(name, (path) =>
      [...this.fields.keys()].some((key) => key.startsWith(`${path}.`))
        ? new QueryInput(this.fields, `${path}.`)
        : undefined,
    );
  }

  /** Returns a map of strings. */
  entries(name: string): Readonly<Record<string, string>> {
    const path = this.prefix + name;
    const entries: [string, string][] = [];
    for (let n = 1; this.fields.has(`${path}.entry.${n}.key`); n++) {
      entries.push([
        this.fields.get(`${path}.entry.${n}.key`) ?? '',
        this.fields.get(`${path}.entry.${n}.value`) ?? '',
      ]);
    }
    return Object.fromEntries(entries);
  }

  private members<T>(name: string, read: (path: string) => T | undefined): T[] | undefined {
    const path = this.prefix + name;
    const found: T[] = [];
    for (let n = 1; ; n++) {
      const member = read(`${path}.member.${n}`);
      if (member === undefined) break;
      found.push(member);
    }
    // The SDK sends an empty list as the bare field.
    return found.length > 0 || this.fields.has(path) ? found : undefined;
  }
}
