import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');
const DOCS = join(ROOT, 'docs');
const FIXTURE = readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');

/** The samples of a document as files, each in the surroundings that those of the README have, too. */
function samplesOf(document: string): [path: string, text: string][] {
  const samples = [...readFileSync(join(DOCS, document), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)];
  return (
    samples
      .map(([, sample = '']) => sample)
      // A package that only its users have.
      .filter((sample) => !sample.includes("from 'cdk-nag'"))
      .map((sample, index) => [join(DOCS, `${document}.${index + 1}.ts`), FIXTURE.replace('/// here', () => sample)])
  );
}

test('every sample of the documents compiles', () => {
  const samples = new Map(readdirSync(DOCS).flatMap((name) => (name.endsWith('.md') ? samplesOf(name) : [])));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node'],
    paths: { 'cdk-provisioned-product': [join(ROOT, 'src/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => samples.has(path) || fileExists(path);
  host.readFile = (path) => samples.get(path) ?? readFile(path);
  host.getSourceFile = (path, version) => {
    const sample = samples.get(path);
    return sample === undefined ? getSourceFile(path, version) : ts.createSourceFile(path, sample, version);
  };
  const program = ts.createProgram([...samples.keys()], options, host);

  const problems = [...samples.keys()].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
  );

  expect(samples.size).toBeGreaterThan(1);
  expect(ts.formatDiagnostics(problems, { ...host, getCurrentDirectory: () => ROOT })).toBe('');
}, 120_000);
