import type { RecordError } from '@aws-sdk/client-service-catalog';
import { Denials } from './denials';
import { type LaunchEngine, type LaunchOutcome } from './launch-engine';
import { type Clock } from '../../clock/clock';
import { type ProductBehaviour, quoted } from '../behaviours';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** An engine that also follows the scripted behaviour of each product: it takes its time, fails, or hangs. */
export class ScriptedEngine implements LaunchEngine {
  private readonly denials: Denials;

  constructor(
    private readonly engine: LaunchEngine,
    private readonly behaviourOf: (productId: string) => ProductBehaviour,
    private readonly clock: Clock,
    /** The usual duration of an operation in milliseconds. */
    private readonly usuallyTakes: number,
  ) {
    this.denials = new Denials(clock);
  }

  async provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    const behaviour = this.behaviourOf(launch.product.id);
    const reason = this.denials.of('CreateStack', behaviour, target, launch) ?? behaviour.failOnCreate;
    return this.follow(behaviour, launch, reason, () => this.engine.provision(target, launch));
  }

  async update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    const behaviour = this.behaviourOf(launch.product.id);
    const reason = this.denials.of('UpdateStack', behaviour, target, launch) ?? behaviour.failOnUpdate;
    return this.follow(behaviour, launch, reason, () => this.engine.update(target, launch));
  }

  async terminate(target: ProvisionedProduct): Promise<LaunchOutcome> {
    const behaviour = this.behaviourOf(target.launch.product.id);
    // A product that was never created is not deleted.
    const denial = target.lastSuccessfulRecord && this.denials.of('DeleteStack', behaviour, target, target.launch);
    const reason = denial ?? behaviour.failOnTerminate;
    return this.follow(behaviour, target.launch, reason, () => this.engine.terminate(target));
  }

  failure(reason: string): RecordError {
    return this.engine.failure(reason);
  }

  private async follow(
    { hang, takes = this.usuallyTakes, quotesParameters = false }: ProductBehaviour,
    { parameters }: LaunchSpec,
    reason: string | undefined,
    work: () => Promise<LaunchOutcome>,
  ): Promise<LaunchOutcome> {
    if (hang) await new Promise<never>(() => {});
    if (reason !== undefined) {
      await this.clock.sleep(takes);
      const message = quotesParameters ? `${reason} ${quoted(parameters)}` : reason;
      return { status: 'FAILED', error: this.failure(message) };
    }
    const [outcome] = await Promise.all([work(), this.clock.sleep(takes)]);
    return outcome;
  }
}
