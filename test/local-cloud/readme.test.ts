import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const FOLDER = join(__dirname, '../../local-cloud');

test('the sample of the README deploys its stack', async () => {
  const [, sample = ''] = /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(join(FOLDER, 'README.md'), 'utf8')) ?? [];
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const program = ts.transpileModule(sample, { compilerOptions: options }).outputText;
  const run = new Function(
    'require',
    `return (async (exports) => { ${program}; return { status, outputs }; })({})`,
  ) as (load: (id: string) => unknown) => Promise<unknown>;

  await expect(run((id) => jest.requireActual(join(FOLDER, id)))).resolves.toMatchObject({
    status: 'SUCCEEDED',
    outputs: [{ key: 'Topic', value: expect.stringMatching(/^arn:aws:sns:us-east-1:/) }],
  });
});
