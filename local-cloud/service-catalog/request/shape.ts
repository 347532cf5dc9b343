import { AwsError } from '../../gateway/service';

/** The type of a member of a request. All violations are collected, because the service reports them together. */
export interface Shape<T> {
  readonly check: (value: unknown, path: string, violations: string[]) => void;
  readonly required?: boolean;
  /** Carries the type only; never set. */
  readonly type?: T;
}

type Members<T> = { readonly [K in keyof T]-?: Shape<NonNullable<T[K]>> };

/** Returns the input as the type of the shape, or throws AWS's error. */
export function parse<T>(shape: Shape<T>, input: unknown): T {
  const violations: string[] = [];
  shape.check(input, '', violations);
  if (violations.length > 0) {
    const count = `${violations.length} validation error${violations.length > 1 ? 's' : ''} detected`;
    throw new AwsError('ValidationException', `${count}: ${violations.join('; ')}`);
  }
  return input as T;
}

export function required<T>(shape: Shape<T>): Shape<T> {
  return { ...shape, required: true };
}

export function string(rule: { min?: number; max?: number; pattern?: string } = {}): Shape<string> {
  const pattern = rule.pattern === undefined ? undefined : new RegExp(`^(?:${rule.pattern})$`, 'u');
  return {
    check: (value, path, violations) => {
      if (typeof value !== 'string') throw wrongType(value, 'String');
      const violate = (constraint: string) => violations.push(violation(value, path, constraint));
      if (pattern !== undefined && !pattern.test(value)) {
        violate(`Member must satisfy regular expression pattern: ${rule.pattern}`);
      }
      if (rule.max !== undefined && value.length > rule.max) {
        violate(`Member must have length less than or equal to ${rule.max}`);
      }
      if (rule.min !== undefined && value.length < rule.min) {
        violate(`Member must have length greater than or equal to ${rule.min}`);
      }
    },
  };
}

export function oneOf<T extends string>(...allowed: readonly T[]): Shape<T> {
  return {
    check: (value, path, violations) => {
      if (typeof value !== 'string') throw wrongType(value, 'String');
      if (allowed.some((one) => one === value)) return;
      violations.push(violation(value, path, `Member must satisfy enum value set: [${allowed.join(', ')}]`));
    },
  };
}

export function integer(rule: { min: number; max?: number }): Shape<number> {
  return {
    check: (value, path, violations) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'Integer');
      if (rule.max !== undefined && value > rule.max) {
        violations.push(violation(value, path, `Member must have value less than or equal to ${rule.max}`));
      }
      if (value < rule.min) {
        violations.push(violation(value, path, `Member must have value greater than or equal to ${rule.min}`));
      }
    },
  };
}

export const boolean: Shape<boolean> = {
  check: (value) => {
    if (typeof value !== 'boolean') throw wrongType(value, 'Boolean');
  },
};

export function list<T>(member: Shape<T>, rule: { max?: number } = {}): Shape<T[]> {
  return {
    check: (value, path, violations) => {
      if (!Array.isArray(value)) throw wrongType(value, 'List');
      if (rule.max !== undefined && value.length > rule.max) {
        const constraint = `Member must have length less than or equal to ${rule.max}`;
        violations.push(violation(JSON.stringify(value), path, constraint));
      }
      value.forEach((one, index) => member.check(one, `${path}.${index + 1}.member`, violations));
    },
  };
}

export function map<K extends string, V>(key: Shape<K>, value: Shape<V>): Shape<Partial<Record<K, V>>> {
  return {
    check: (entries, path, violations) => {
      if (!isRecord(entries)) throw wrongType(entries, 'Map');
      for (const [name, entry] of Object.entries(entries)) {
        key.check(name, `${path}.key`, violations);
        value.check(entry, `${path}.${name}.member`, violations);
      }
    },
  };
}

/** The members are those of the SDK's own type, so that none is forgotten. */
export function structure<T extends object>(members: Members<T>): Shape<T> {
  const shapes = new Map(Object.entries<Shape<unknown>>(members));
  return {
    check: (value, path, violations) => {
      if (!isRecord(value)) throw wrongType(value, 'Structure');
      for (const name of Object.keys(value)) {
        // The service ignores unknown members; here they are errors of the caller.
        if (!shapes.has(name)) violations.push(violation(value[name], join(path, name), 'Member is not known'));
      }
      for (const [name, shape] of shapes) {
        const member = value[name];
        if (member !== undefined && member !== null) shape.check(member, join(path, name), violations);
        else if (shape.required) violations.push(violation(null, join(path, name), 'Member must not be null'));
      }
    },
  };
}

function violation(value: unknown, path: string, constraint: string): string {
  const shown = value === null ? 'null' : `'${String(value)}'`;
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function wrongType(value: unknown, wanted: string): AwsError {
  const got = value === null ? 'NULL_VALUE' : Array.isArray(value) ? 'START_ARRAY' : `${typeof value}`.toUpperCase();
  return new AwsError('SerializationException', `${got} can not be converted to ${wanted}`);
}

function join(path: string, name: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? member : `${path}.${member}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
