import { join } from 'node:path';
import { type Language, type Workspace } from './language';
import { onlyFile } from './only-file';
import { run } from './run';

export const JAVA: Language = {
  name: 'Java',
  example: 'java',
  target: 'java',
  firstProgram: {
    fence: 'java',
    file: 'src/main/java/Shop.java',
    app: 'mvn -e -q compile exec:java -Dexec.mainClass=Shop',
  },
  programs: { javac: '--version', mvn: '--version' },

  packagingOptions: (workspace) => ['--maven-local-repository', localRepository(workspace)],

  async install(project, workspace) {
    const environment = { MAVEN_OPTS: `-Dmaven.repo.local=${localRepository(workspace)}` };
    const pom = onlyFile(join(workspace.packages, 'java'), '.pom');
    const files = [`-Dfile=${pom.replace(/pom$/, 'jar')}`, `-DpomFile=${pom}`];
    await run(['mvn', '-B', '-q', 'install:install-file', ...files], { directory: project, environment });
    return environment;
  },
};

/** Maven keeps what it has once installed of a version: a repository of its own never has the package of a former run. */
function localRepository({ directory }: Workspace): string {
  return join(directory, 'maven');
}
