import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dieAnywhere, simulateShard } from './exhaustive';

const { values } = parseArgs({
  options: {
    exhaustive: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
    only: { type: 'string' },
    shard: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const options = {
    pairs: Number(values.pairs),
    seed: Number(values.seed),
    jobs: Number(values.jobs),
    only: values.only,
  };
  const [shard, of] = (values.shard ?? '').split('/').map(Number);
  if (shard !== undefined && of !== undefined) return simulateShard(options, { shard, of });
  if (!(await dieAnywhere(options))) process.exitCode = 1;
}

void main();
