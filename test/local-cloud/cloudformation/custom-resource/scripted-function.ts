import { Clock } from '../../../../local-cloud/clock/clock';
import { CloudFormation } from '../../../../local-cloud/cloudformation/cloudformation';
import { CustomResourceEvent } from '../../../../local-cloud/cloudformation/custom-resource/custom-resource-event';

/** What a test lets the function answer; fields left out are those of a good answer. */
export interface ScriptedAnswer {
  readonly after?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Sent as it is, instead of the fields. */
  readonly body?: string;
}

export type Script = (event: CustomResourceEvent) => ScriptedAnswer | 'nothing';

/** The function behind the custom resources of a test: it does as its script says and remembers what it got. */
export class ScriptedFunction {
  readonly events: CustomResourceEvent[] = [];
  script: Script;

  constructor(
    private readonly clock: Clock,
    private readonly cloudFormation: () => CloudFormation,
  ) {
    this.script = () => ({});
  }

  async invoke(payload: string): Promise<void> {
    const event = JSON.parse(payload) as CustomResourceEvent;
    this.events.push(event);
    const answer = this.script(event);
    if (answer !== 'nothing') void this.answer(event, answer);
  }

  /** The request type and physical id of each event, in the order of their arrival. */
  story(): string[] {
    return this.events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId].join(' ').trim());
  }

  async answer(event: CustomResourceEvent, { after = 0, fields = {}, body }: ScriptedAnswer): Promise<number> {
    await this.clock.sleep(after);
    const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
    const good = {
      Status: 'SUCCESS',
      PhysicalResourceId: PhysicalResourceId ?? 'pp-1',
      StackId,
      RequestId,
      LogicalResourceId,
    };
    const { pathname, search } = new URL(event.ResponseURL);
    return this.cloudFormation().putResponse(pathname + search, body ?? JSON.stringify({ ...good, ...fields }));
  }
}
