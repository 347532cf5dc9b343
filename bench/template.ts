import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './median';
import { ratio } from './ratio';
import { printNotes, printTable } from '../terminal/table';
import { Synthesis, synthesize } from './template/synthesis';
import { WayToDeclare, WAYS_TO_DECLARE } from './template/ways-to-declare';

const ROUNDS = 9;
const WARM_UPS = 5;
const MANY = 200;
const WAYS = Object.keys(WAYS_TO_DECLARE) as WayToDeclare[];
const NATIVE: WayToDeclare = 'CfnCloudFormationProvisionedProduct';

type Synthesize = (way: WayToDeclare, products: number) => Synthesis;

/** The medians for a stack with one product and with many. */
interface Figures {
  readonly one: Synthesis;
  readonly many: Synthesis;
}

/** The ways take turns, so that other work on the machine hits all alike. */
function measure(synthesizeOnce: Synthesize): Map<WayToDeclare, Figures> {
  const runs = Array.from({ length: ROUNDS }, () =>
    WAYS.map((way) => ({ way, one: synthesizeOnce(way, 1), many: synthesizeOnce(way, MANY) })),
  ).flat();
  return new Map(
    WAYS.map((way) => {
      const own = runs.filter((run) => run.way === way);
      return [way, { one: medians(own.map(({ one }) => one)), many: medians(own.map(({ many }) => many)) }];
    }),
  );
}

function medians(runs: readonly Synthesis[]): Synthesis {
  return {
    resources: median(runs.map(({ resources }) => resources)),
    templateBytes: median(runs.map(({ templateBytes }) => templateBytes)),
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
  };
}

function synthesizeInFreshProcess(way: WayToDeclare, products: number): Synthesis {
  const script = join(__dirname, 'template', 'synthesize-once.ts');
  return JSON.parse(execFileSync('tsx', [script, way, String(products)], { encoding: 'utf8' })) as Synthesis;
}

function warmUp(): void {
  for (let round = 1; round <= WARM_UPS; round++) WAYS.forEach((way) => synthesize(way, MANY));
}

/** What each further product adds to a stack. */
function perProduct({ one, many }: Figures, figure: keyof Synthesis): number {
  return (many[figure] - one[figure]) / (MANY - 1);
}

function printResources(figures: ReadonlyMap<WayToDeclare, Figures>): void {
  printTable(
    'Resources of a stack',
    ['declared with', '1 product', `${MANY} products`, 'beside the products'],
    [...figures].map(([way, { one, many }]) => [way, one.resources, many.resources, many.resources - MANY]),
  );
}

function printComparison(
  title: string,
  figures: ReadonlyMap<WayToDeclare, Figures>,
  figure: keyof Synthesis,
  digits: number,
): void {
  const native = figures.get(NATIVE);
  if (!native) throw new Error(`${NATIVE} was not measured`);
  printTable(
    title,
    ['declared with', '1 product', `${MANY} products`, 'a further product', 'native = 1'],
    [...figures].map(([way, each]) => [
      way,
      each.one[figure].toFixed(0),
      each.many[figure].toFixed(0),
      perProduct(each, figure).toFixed(digits),
      ratio(perProduct(each, figure), perProduct(native, figure)),
    ]),
  );
}

const fresh = measure(synthesizeInFreshProcess);
warmUp();
const warm = measure(synthesize);
printResources(fresh);
printComparison('Template, bytes', fresh, 'templateBytes', 0);
printComparison('Synthesis in a process of its own, as in cdk synth, ms of the processor', fresh, 'milliseconds', 2);
printComparison('Synthesis in a process that has warmed up, ms of the processor', warm, 'milliseconds', 2);
printNotes(
  `Medians of ${ROUNDS} rounds, without the loading of modules.`,
  'All products have the same four parameters, one of which is an output of the product before.',
  'Ours gives its role access to the portfolio, too; the others leave access and permissions to somebody else.',
  'In a process of its own, the first resources of a stack warm the process up for the further ones: ours and the provider have more of them.',
);
