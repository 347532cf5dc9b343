import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { Script } from 'node:vm';
import { commonJs } from './common-js';
import { type FunctionCode } from '../function-code';
import { type SandboxGlobals } from './sandbox';

/**
 * Replaces `import()` in the code of a function: Node.js resolves it for the loaded script, and lets no one else
 * decide.
 */
const DYNAMIC_IMPORT = 'sandboxImport';

/** The packages that Lambda's Node.js runtimes include. */
const OF_RUNTIME = /^@(aws-sdk|smithy)\//;

/** The directory of a package in Lambda; the paths in stack traces are below it. */
const TASK_ROOT = '/var/task';

export interface ModuleLoaderOptions {
  readonly code: FunctionCode;
  readonly globals: SandboxGlobals;
  /** Returns a built-in module as the sandbox has it, or undefined where there is none of this name. */
  readonly builtin: (id: string) => unknown;
  /** Writes the package to the disk and returns the directory. */
  readonly unpack: () => string;
  /** Called where a package that Lambda includes is not on this machine; whatever the code does next is wrong. */
  readonly missing: (packageName: string) => void;
}

interface Module {
  exports: unknown;
}

const ownRequire = createRequire(__filename);

/**
 * Loads the files of a package, and those of the SDK, like Node.js loads CommonJS modules, but with the sandbox's
 * globals.
 */
export class ModuleLoader {
  /** A file is compiled once in a process, however many environments run it. */
  private static readonly scripts = new Map<string, Script>();

  /** A package of one file stays in memory. */
  private readonly directory: string;
  private readonly modules = new Map<string, Module>();

  constructor(private readonly options: ModuleLoaderOptions) {
    this.directory = options.code.isOneFile ? TASK_ROOT : options.unpack();
  }

  /** Loads the module of a handler, by its name without the extension. */
  load(name: string): Readonly<Record<string, unknown>> {
    const file = ['.js', '.mjs', '.cjs'].map((extension) => name + extension).find((it) => this.options.code.has(it));
    if (file !== undefined) return this.module(join(this.directory, file)) as Readonly<Record<string, unknown>>;
    throw Object.assign(new Error(`Error: Cannot find module '${name}'`), { name: 'Runtime.ImportModuleError' });
  }

  private requireFrom(parent: string): (id: string) => unknown {
    const require = (id: string): unknown => {
      if (/^(node:)?module$/.test(id)) return { ...nodeModule, createRequire: () => this.requireFrom(parent) };
      return this.options.builtin(id) ?? this.module(this.resolve(id, parent));
    };
    return Object.assign(require, { resolve: (id: string) => this.resolve(id, parent) });
  }

  private resolve(id: string, parent: string): string {
    if (!this.isInPackage(parent)) return createRequire(parent).resolve(id);
    const file = resolved(id, createRequire(parent));
    if (file !== undefined && this.isInPackage(file)) return file;
    const ofRuntime = OF_RUNTIME.test(id) ? resolved(id, ownRequire) : undefined;
    if (ofRuntime !== undefined) return ofRuntime;
    if (OF_RUNTIME.test(id)) this.options.missing(id);
    throw Object.assign(new Error(`Cannot find module '${id}'\nRequire stack:\n- ${this.shown(parent)}`), {
      code: 'MODULE_NOT_FOUND',
    });
  }

  private module(file: string): unknown {
    const known = this.modules.get(file);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    this.modules.set(file, module);
    try {
      this.run(file, module);
    } catch (error) {
      this.modules.delete(file);
      throw error;
    }
    return module.exports;
  }

  private run(file: string, module: Module): void {
    const source = this.source(file);
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(source) as unknown;
      return;
    }
    const require = this.requireFrom(file);
    const globals: SandboxGlobals = {
      ...this.options.globals,
      module,
      exports: module.exports,
      require,
      [DYNAMIC_IMPORT]: async (id: string) => importedModule(require(id)),
      __filename: file,
      __dirname: dirname(file),
    };
    const wrap = this.script(file, source, Object.keys(globals)).runInThisContext() as (...values: unknown[]) => void;
    wrap(...Object.values(globals));
  }

  private source(file: string): string {
    const { code } = this.options;
    const text = code.isOneFile && this.isInPackage(file) ? code.text(file.slice(TASK_ROOT.length + 1)) : undefined;
    return text ?? readFileSync(file, 'utf8');
  }

  private script(file: string, source: string, globalNames: readonly string[]): Script {
    const body = this.isInPackage(file) ? commonJs(file, source, () => this.isOfModuleType(file)) : source;
    const wrapped = `(function (${globalNames.join(', ')}) {${body.replace(/(?<![.\w$])import\(/g, `${DYNAMIC_IMPORT}(`)}\n})`;
    const hash = createHash('sha256').update(wrapped).digest('hex');
    const script = ModuleLoader.scripts.get(hash) ?? new Script(wrapped, { filename: this.shown(file) });
    ModuleLoader.scripts.set(hash, script);
    return script;
  }

  /** Looks at the nearest package.json. */
  private isOfModuleType(file: string): boolean {
    for (let directory = dirname(file); this.isInPackage(join(directory, sep)); directory = dirname(directory)) {
      const description = join(directory, 'package.json');
      if (existsSync(description)) return (ownRequire(description) as { readonly type?: string }).type === 'module';
    }
    return false;
  }

  private isInPackage(file: string): boolean {
    return file.startsWith(this.directory + sep);
  }

  private shown(file: string): string {
    return this.isInPackage(file) ? TASK_ROOT + file.slice(this.directory.length) : file;
  }
}

function resolved(id: string, require: NodeJS.Require): string | undefined {
  try {
    const file = require.resolve(id);
    return isAbsolute(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function importedModule(exported: unknown): object {
  return { ...(exported as object), default: exported };
}
