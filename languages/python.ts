import { delimiter, join } from 'node:path';
import { type Language } from './language';
import { onlyFile } from './only-file';
import { run } from './run';

export const PYTHON: Language = {
  name: 'Python',
  example: 'python',
  target: 'python',
  firstProgram: { fence: 'python', file: 'first_program.py', app: 'python3 first_program.py' },
  programs: { python3: '--version' },
  deployedApp: '.venv/bin/python3 app.py',

  async install(project, { packages, cdkVersion, constructsVersion }) {
    const bin = join(project, '.venv/bin');
    await run(['python3', '-m', 'venv', '.venv'], { directory: project });
    const wheel = onlyFile(join(packages, 'python'), '.whl');
    const versions = [`aws-cdk-lib==${cdkVersion}`, `constructs==${constructsVersion}`];
    const install = ['install', '--quiet', '--requirement', 'requirements.txt', wheel, ...versions];
    await run([join(bin, 'pip'), ...install], { directory: project });
    // As `source .venv/bin/activate` does.
    return { PATH: [bin, process.env.PATH].join(delimiter) };
  },
};
