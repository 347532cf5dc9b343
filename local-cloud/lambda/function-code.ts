import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { type RuntimeLanguage } from './runtime';

/** The modules that CloudFormation adds to inline code, where the code requires them. */
const RESPONSE_MODULES: Readonly<Record<RuntimeLanguage, { readonly asked: RegExp; readonly file: string }>> = {
  nodejs: { asked: /\bcfn-response\b/, file: 'node_modules/cfn-response.js' },
  python: { asked: /^\s*import cfnresponse\b/m, file: 'cfnresponse.py' },
};

/** The files of a function's deployment package, by their paths in it. */
export class FunctionCode {
  static fromZip(zip: Buffer): FunctionCode {
    const code = FunctionCode.zips.get(zip) ?? new FunctionCode(new Map(Object.entries(unzipSync(zip))));
    FunctionCode.zips.set(zip, code);
    return code;
  }

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html */
  static fromInline(source: string, language: RuntimeLanguage = 'nodejs'): FunctionCode {
    const files = new Map<string, Uint8Array>([[language === 'python' ? 'index.py' : 'index.js', Buffer.from(source)]]);
    const { asked, file } = RESPONSE_MODULES[language];
    if (asked.test(source)) {
      files.set(file, readFileSync(join(__dirname, 'inline-code', file.slice(file.indexOf('/') + 1))));
    }
    return new FunctionCode(files);
  }

  private static readonly zips = new WeakMap<Buffer, FunctionCode>();

  private readonly texts = new Map<string, string>();

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  /** A package of one file runs without being written to the disk. */
  get isOneFile(): boolean {
    return this.files.size === 1;
  }

  has(file: string): boolean {
    return this.files.has(file);
  }

  text(file: string): string | undefined {
    const content = this.files.get(file);
    if (content === undefined) return undefined;
    const text = this.texts.get(file) ?? strFromU8(content);
    this.texts.set(file, text);
    return text;
  }

  unpack(directory: string): void {
    for (const [name, content] of this.files) {
      const file = join(directory, name);
      // A file whose name leads out of the package is not written.
      if (!file.startsWith(directory) || name.endsWith('/')) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}
