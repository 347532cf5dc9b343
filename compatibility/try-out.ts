import { cp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Versions } from './versions';
import { output, run } from '../languages/run';

/** What `project/synthesize.ts` prints. */
export interface TryOut {
  /** What is wrong in each situation. */
  readonly problems: Readonly<Record<string, readonly string[]>>;
  /** The rules that each pack of cdk-nag finds violated. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
}

/** The versions of Node.js that apps are synthesized with, as the packages of npm that bring them. */
export const NODE_VERSIONS = ['22', '24'] as const;

export type NodeVersion = (typeof NODE_VERSIONS)[number];

/** A project of a user with the built package and chosen versions of its peers. */
export class Project {
  /** Installs the package of this file in the directory, and compiles the situations. */
  static async install(directory: string, tarball: string, { cdk, constructs }: Versions): Promise<Project> {
    await cp(join(__dirname, 'project'), directory, { recursive: true });
    const packages = [tarball, `aws-cdk-lib@${cdk}`, `constructs@${constructs}`];
    const runtimes = NODE_VERSIONS.map((version) => `node-${version}@npm:node@${version}`);
    await run(['npm', 'install', '--loglevel=error', ...packages, ...runtimes], { directory });
    await run(['npx', 'tsc'], { directory });
    return new Project(directory);
  }

  private constructor(private readonly directory: string) {}

  /** Synthesizes all situations with a version of Node.js, and with all recommended feature flags or none. */
  async tryOut(node: NodeVersion, flags: 'on' | 'off'): Promise<TryOut> {
    const context = flags === 'on' ? await this.recommendedFlags() : '{}';
    const program = join(this.directory, `node_modules/node-${node}/bin/node`);
    const printed = await output([program, 'synthesize.js'], {
      directory: this.directory,
      environment: { CDK_CONTEXT_JSON: context, JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
    });
    return JSON.parse(printed) as TryOut;
  }

  /** Those that `cdk init` writes. */
  private async recommendedFlags(): Promise<string> {
    const { resolve } = createRequire(join(this.directory, 'package.json'));
    return readFile(resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8');
  }
}
