import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Plugin } from 'esbuild';

const LAZY_IMPORT = /const (\{.*?\}) = await import\((.*?)\);/gs;

/** Loads at once what the function's sources load when they need it. */
export const staticImports: Plugin = {
  name: 'static-imports',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/lambda\/.*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const imports = [...source.matchAll(LAZY_IMPORT)].map(([, names, module]) => `import ${names} from ${module};`);
      const contents = [...imports, source.replace(LAZY_IMPORT, '')].join('\n');
      return { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
};
