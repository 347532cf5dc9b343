import { OPTIONS, readCommandLine, run } from './command-line';
import { serve } from './serve';

const USAGE = `Serves a local cloud until it is interrupted. At first its catalog is empty; its environment is bootstrapped for the
CDK CLI.

  --app <directory>  a cloud assembly (cdk.out) whose stacks are deployed first
${OPTIONS}`;

run(async () => {
  const options = readCommandLine();
  return options ? serve(options) : console.log(USAGE);
});
