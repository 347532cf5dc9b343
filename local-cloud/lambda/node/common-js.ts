import { createRequire } from 'node:module';
import type { transformSync } from 'esbuild';

const STATEMENT_OF_MODULE =
  /^\s*(import\s*[\w*{'"]|export\s+(const|let|var|function|async|class|default)\b|export\s*[{*])/m;

/** Returns the text of a file as a CommonJS module: ES modules are translated, all else stays as it is. */
export function commonJs(file: string, source: string, isOfModuleType: () => boolean): string {
  // From version 22 on Node.js detects modules by their text, too.
  const isModule = file.endsWith('.mjs') || STATEMENT_OF_MODULE.test(source) || isOfModuleType();
  if (!isModule || file.endsWith('.cjs')) return source;
  const esbuild = createRequire(__filename)('esbuild') as { readonly transformSync: typeof transformSync };
  return esbuild.transformSync(source, {
    format: 'cjs',
    platform: 'node',
    define: { 'import.meta.url': '__filename' },
    logLevel: 'silent',
  }).code;
}
