import { join } from 'node:path';
import ts from 'typescript';
import { mutatedSource } from '../../../simulation/function-bundle';
import { MUTATIONS } from '../../../simulation/mutations/mutations';

const PROJECT = join(__dirname, '../../..');

/** Text that a mutation replaces, by the path of its file. */
const replaced = new Map<string, { readonly text: string; readonly version: number }>();
let versions = 0;

/** A language service checks one file after the other, and reads the rest of the function once. */
function startLanguageService(): ts.LanguageService {
  const { config } = ts.readConfigFile(join(PROJECT, 'test/tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include: ['../lambda/**/*.ts'] },
    ts.sys,
    join(PROJECT, 'test'),
  );
  return ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => ({ ...options, noUnusedLocals: false, noUnusedParameters: false }),
    getCurrentDirectory: () => PROJECT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => String(replaced.get(path)?.version ?? 0),
    getScriptSnapshot: (path) => {
      const text = replaced.get(path)?.text ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });
}

test('every mutation has the types of the function, so that it breaks what its name says', async () => {
  const service = startLanguageService();
  const errors: string[] = [];
  for (const mutation of MUTATIONS) {
    const path = join(PROJECT, mutation.file);
    replaced.set(path, { text: await mutatedSource(mutation), version: ++versions });
    const diagnostics = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
    errors.push(
      ...diagnostics
        .filter(({ category }) => category === ts.DiagnosticCategory.Error)
        .map(({ messageText }) => `${mutation.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    replaced.delete(path);
  }

  expect(errors).toEqual([]);
}, 120_000);
