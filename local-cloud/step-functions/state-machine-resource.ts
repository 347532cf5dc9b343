import { type StateMachines } from './state-machines';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';
import { AwsError } from '../gateway/service';
import { type ObjectStore } from '../s3/object-store';

const LONGEST_NAME = 80;

interface StateMachineProperties {
  readonly StateMachineName?: string;
  readonly StateMachineType?: string;
  readonly RoleArn?: string;
  readonly DefinitionString?: string;
  readonly Definition?: object;
  readonly DefinitionS3Location?: { readonly Bucket: string; readonly Key: string };
  readonly DefinitionSubstitutions?: Readonly<Record<string, unknown>>;
}

/** `AWS::StepFunctions::StateMachine` */
export class StateMachineResource implements ResourceHandler {
  constructor(
    private readonly stateMachines: StateMachines,
    private readonly objects: ObjectStore,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    return this.put(request, nameOf(request) ?? physicalName(request, LONGEST_NAME));
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    return this.put(request, nameOf(request) ?? request.physicalId.split(':').slice(6).join(':'));
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.stateMachines.remove(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['StateMachineName', 'StateMachineType'];
  }

  private put({ properties }: ResourceRequest, name: string): ResourceResult {
    const { StateMachineType = 'STANDARD', RoleArn = '' } = properties as StateMachineProperties;
    if (StateMachineType !== 'STANDARD') {
      throw new AwsError(
        'ValidationException',
        `the local cloud runs only STANDARD state machines, got ${StateMachineType}`,
      );
    }
    const arn = this.stateMachines.put(name, this.definition(properties), RoleArn);
    return { physicalId: arn, attributes: { Arn: arn, Name: name } };
  }

  private definition(properties: StateMachineProperties): string {
    const { DefinitionString, Definition, DefinitionS3Location, DefinitionSubstitutions = {} } = properties;
    const stored = DefinitionS3Location && this.objects.get(DefinitionS3Location.Bucket, DefinitionS3Location.Key);
    const text = DefinitionString ?? stored?.toString() ?? JSON.stringify(Definition ?? {});
    return text.replace(/\$\{(\w+)\}/g, (placeholder, key: string) =>
      String(DefinitionSubstitutions[key] ?? placeholder),
    );
  }
}

function nameOf({ properties }: ResourceRequest): string | undefined {
  return (properties as StateMachineProperties).StateMachineName;
}
