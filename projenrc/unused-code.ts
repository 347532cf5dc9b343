import { type awscdk, JsonFile, type Task } from 'projen';

/** A task that finds what nobody uses, in `src`, `test` and these folders, but not in the projects in them that are not of this one. */
export function addUnusedTask(
  project: awscdk.AwsCdkConstructLibrary,
  folders: readonly string[],
  otherProjects: readonly string[],
): Task {
  new JsonFile(project, 'knip.json', {
    marker: false,
    obj: {
      entry: [
        'lambda/index.ts',
        '{bench,examples}/*.ts',
        'simulation/**/*worker.ts',
        'supply-chain/{audit,published-package,write-notice}.ts',
        'local-cloud/iam/update-aws-managed-policies.ts',
        'test/jest/*.ts',
        'projenrc/*.ts',
        // Programs of the benchmarks that are started or bundled by their paths.
        'bench/template/synthesize-once.ts',
        'bench/waiting/{handlers,local-https,local-lambda-client}.ts',
      ],
      project: [`{src,${folders.join(',')},test,projenrc}/**/*.ts`, ...otherProjects.map((other) => `!${other}/**`)],
      include: ['files', 'exports', 'types'],
      exclude: ['dependencies', 'unlisted', 'binaries', 'unresolved'],
      // A type may only name what a function of its own file takes or returns: readers and editors show its name.
      ignoreExportsUsedInFile: { interface: true, type: true },
    },
  });
  return project.addTask('unused', { description: 'Find files and exports that nobody uses', exec: 'knip' });
}
