import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { strFromU8, unzipSync } from 'fflate';
import { AwsError } from '../gateway/service';

/** The names that a file of the function finds in place of Node's own: `require` and `module`, and the machine's time. */
export type SandboxGlobals = Readonly<Record<string, unknown>>;

/** Stands for `import()` in the code of a function: Node.js lets no script but its own decide what that loads. */
export const DYNAMIC_IMPORT = 'sandboxImport';

/** The files of a function's deployment package. */
export class FunctionCode {
  static fromZip(zip: Buffer): FunctionCode {
    const code = FunctionCode.zips.get(zip) ?? FunctionCode.unzip(zip);
    FunctionCode.zips.set(zip, code);
    return code;
  }

  /** As CloudFormation does with `ZipFile`. */
  static fromInline(source: string): FunctionCode {
    return new FunctionCode(new Map([['index.js', source]]));
  }

  /** A bundle is compiled once in a process, however many environments run it. */
  private static readonly scripts = new Map<string, Script>();
  private static readonly zips = new WeakMap<Buffer, FunctionCode>();

  private static unzip(zip: Buffer): FunctionCode {
    const files = Object.entries(unzipSync(zip, { filter: ({ name }) => name.endsWith('.js') })).map(
      ([name, content]) => [name, strFromU8(content)] as const,
    );
    return new FunctionCode(new Map(files));
  }

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  /** Runs a file of the package as Node.js runs a CommonJS module, with other globals. */
  run(fileName: string, globals: SandboxGlobals): void {
    const names = Object.keys(globals);
    const wrap = this.script(fileName, names).runInThisContext() as (...values: unknown[]) => void;
    wrap(...Object.values(globals));
  }

  private script(fileName: string, globalNames: readonly string[]): Script {
    const source = this.files.get(fileName);
    if (source === undefined) {
      throw new AwsError('Runtime.ImportModuleError', `Error: Cannot find module '${fileName.replace(/\.js$/, '')}'`);
    }
    const wrapped = `(function (${globalNames.join(', ')}) {${source.replace(/(?<![.\w$])import\(/g, `${DYNAMIC_IMPORT}(`)}\n})`;
    const hash = createHash('sha256').update(wrapped).digest('hex');
    const script = FunctionCode.scripts.get(hash) ?? new Script(wrapped, { filename: `/var/task/${fileName}` });
    FunctionCode.scripts.set(hash, script);
    return script;
  }
}
