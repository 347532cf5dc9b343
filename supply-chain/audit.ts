import { spawnSync } from 'node:child_process';
import { bundledPackages } from './bundled-packages';
import { vulnerabilitiesOf } from './vulnerabilities';

/** All dependencies are for the development, npm's own audit says: what users run is in the bundle. */
async function main(): Promise<void> {
  const packages = await bundledPackages();
  const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
  const found = vulnerabilitiesOf(packages, stdout, stderr);
  for (const vulnerability of found) console.error(vulnerability);
  console.log(
    `${packages.length} packages are bundled, with ${found.length} known vulnerabilities: ${packages.join(', ')}`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

void main();
