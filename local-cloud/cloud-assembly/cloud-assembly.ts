import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishFileAssets } from './asset-manifest';
import { type CloudFormation } from '../cloudformation/cloudformation';
import { type CreateStackRequest, type StackOutcome } from '../cloudformation/stack-engine';
import { type ObjectStore } from '../s3/object-store';

/** The part of a cloud assembly's manifest that a deployment needs. */
interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
    readonly terminationProtection?: boolean;
    /** The file of an asset manifest. */
    readonly file?: string;
    /** The directory of a nested assembly. */
    readonly directoryName?: string;
  };
}

/** The output of `cdk synth`. It is deployed directly, without the CDK CLI. */
export class CloudAssembly {
  private readonly artifacts: Readonly<Record<string, Artifact>>;
  private readonly nested: readonly CloudAssembly[];

  /** @param directory - usually `cdk.out` */
  constructor(private readonly directory: string) {
    const manifestFile = join(directory, 'manifest.json');
    if (!existsSync(manifestFile)) throw new Error(`${directory} is no cloud assembly: it has no manifest.json`);
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as {
      readonly artifacts?: Readonly<Record<string, Artifact>>;
    };
    this.artifacts = manifest.artifacts ?? {};
    this.nested = Object.values(this.artifacts).flatMap(({ type, properties }) =>
      type === 'cdk:cloud-assembly' ? [new CloudAssembly(join(directory, properties?.directoryName ?? ''))] : [],
    );
  }

  /** Returns each stack after those that it depends on. */
  stacks(): CreateStackRequest[] {
    const ordered = new Set<string>();
    const visit = (id: string): void => {
      this.artifacts[id]?.dependencies?.forEach(visit);
      ordered.add(id);
    };
    Object.keys(this.artifacts).forEach(visit);
    const own = [...ordered].flatMap((id) => {
      const artifact = this.artifacts[id];
      return artifact?.type === 'aws:cloudformation:stack' ? [this.stackRequest(id, artifact)] : [];
    });
    return [...own, ...this.nested.flatMap((assembly) => assembly.stacks())];
  }

  /** Creates or updates the stacks one after the other, and stops at the first failure. */
  async deploy(
    cloudFormation: CloudFormation,
    objects: ObjectStore,
    settings: Pick<CreateStackRequest, 'disableRollback'> = {},
  ): Promise<StackOutcome[]> {
    this.publishAssets(objects, cloudFormation);
    const outcomes: StackOutcome[] = [];
    for (const request of this.stacks()) {
      const outcome = await deployStack(cloudFormation, { ...request, ...settings });
      outcomes.push(outcome);
      if (outcome.status === 'FAILED' && !outcome.noUpdates) break;
    }
    return outcomes;
  }

  /** Deletes the stacks, dependents first, and stops at the first failure. */
  async destroy(cloudFormation: CloudFormation): Promise<StackOutcome[]> {
    const outcomes: StackOutcome[] = [];
    for (const { stackName } of this.stacks().reverse()) {
      const outcome = await cloudFormation.deleteStack(stackName);
      outcomes.push(outcome);
      if (outcome.status === 'FAILED') break;
    }
    return outcomes;
  }

  publishAssets(objects: ObjectStore, cloudFormation: CloudFormation): void {
    for (const { type, properties } of Object.values(this.artifacts)) {
      if (type !== 'cdk:asset-manifest' || properties?.file === undefined) continue;
      publishFileAssets(this.directory, properties.file, objects, cloudFormation.location);
    }
    this.nested.forEach((assembly) => assembly.publishAssets(objects, cloudFormation));
  }

  private stackRequest(id: string, { properties = {} }: Artifact): CreateStackRequest {
    return {
      stackName: properties.stackName ?? id,
      templateBody: readFileSync(join(this.directory, properties.templateFile ?? ''), 'utf8'),
      parameters: properties.parameters ?? {},
      tags: properties.tags ?? {},
      terminationProtection: properties.terminationProtection ?? false,
    };
  }
}

async function deployStack(cloudFormation: CloudFormation, request: CreateStackRequest): Promise<StackOutcome> {
  const stack = cloudFormation.stack(request.stackName);
  // A stack whose creation was rolled back must be deleted before the next attempt; the CDK CLI does so, too.
  if (stack?.status === 'ROLLBACK_COMPLETE') await cloudFormation.deleteStack(request.stackName);
  return cloudFormation.stack(request.stackName)
    ? cloudFormation.updateStack(request)
    : cloudFormation.createStack(request);
}
