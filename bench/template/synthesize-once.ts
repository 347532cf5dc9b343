import { synthesize } from './synthesis';
import { WayToDeclare } from './ways-to-declare';

// A process of its own for each synthesis, as in `cdk synth`: <way> <number of products>.
const [way, products] = process.argv.slice(2);
process.stdout.write(JSON.stringify(synthesize(way as WayToDeclare, Number(products))));
