import { isDeepStrictEqual } from 'node:util';
import type { DescribeProvisionedProductOutput, RecordDetail, RecordOutput } from '@aws-sdk/client-service-catalog';
import { optionalString, strings } from './properties';
import { preferencesOf } from './provisioning-preferences';
import { type Clock } from '../../clock/clock';
import { physicalName } from '../../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { deterministicUuid } from '../../deterministic-id';
import { AwsError } from '../../gateway/service';

const TYPE = 'AWS::ServiceCatalog::CloudFormationProvisionedProduct';

/** The interval at which the record is polled. */
const POLLING_INTERVAL = 5_000;

/** The service's timeout, twelve hours. */
const LONGEST_OPERATION = 12 * 3_600_000;

const LONGEST_NAME = 128;

/** The key of the stack's ARN among the outputs of a product. */
const STACK_ARN = 'CloudformationStackARN';

export interface ProvisionedProductResourceOptions {
  readonly clock: Clock;
  /** Calls an operation of Service Catalog as the deployer. */
  readonly call: (operation: string, input: object) => Promise<object>;
}

interface Call {
  readonly operation: 'ProvisionProduct' | 'UpdateProvisionedProduct' | 'TerminateProvisionedProduct';
  readonly input: object;
}

type UpdateRequest = ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties };

/**
 * `AWS::ServiceCatalog::CloudFormationProvisionedProduct`: launches products with the public operations, as the
 * deployer.
 *
 * @see
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicecatalog-cloudformationprovisionedproduct.html
 */
export class ProvisionedProductResource implements ResourceHandler {
  readonly identifierProperties = ['ProvisionedProductId'];
  private requests = 0;

  constructor(private readonly options: ProvisionedProductResourceOptions) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { properties } = request;
    const token = this.token(request);
    const input = {
      ...choiceOf(properties),
      ProvisionedProductName:
        optionalString(properties, 'ProvisionedProductName') ?? physicalName(request, LONGEST_NAME),
      NotificationArns: strings(properties, 'NotificationArns'),
      ProvisioningPreferences: preferencesOf(properties, 'LAUNCH'),
      ProvisionToken: token,
    };
    // A product whose first launch has failed stays behind in ERROR, as there is no physical id yet to remove it by.
    const record = await asResourceRefusal(() => this.perform({ operation: 'ProvisionProduct', input }, token));
    return this.result(record);
  }

  async update(request: UpdateRequest): Promise<ResourceResult> {
    const { properties, oldProperties, physicalId } = request;
    const isReplaced = this.createOnlyProperties().some(
      (name) => !isDeepStrictEqual(properties[name], oldProperties[name]),
    );
    if (isReplaced) return this.create(request);
    const token = this.token(request);
    const input = {
      ...choiceOf(properties),
      ProvisionedProductId: physicalId,
      ProvisioningPreferences: preferencesOf(properties, 'UPDATE'),
      UpdateToken: token,
    };
    return this.result(await this.perform({ operation: 'UpdateProvisionedProduct', input }, token));
  }

  async delete(request: ResourceRequest & { readonly physicalId: string }): Promise<void> {
    const token = this.token(request);
    const input = { ProvisionedProductId: request.physicalId, TerminateToken: token };
    try {
      await this.perform({ operation: 'TerminateProvisionedProduct', input }, token);
    } catch (error) {
      if (!(error instanceof HandlerFailure) || error.code !== 'NotFound') throw error;
    }
  }

  async importExisting({ identifier }: { readonly identifier: Properties }): Promise<ResourceResult> {
    const id = String(identifier.ProvisionedProductId);
    try {
      const { ProvisionedProductDetail: product } = (await this.options.call('DescribeProvisionedProduct', {
        Id: id,
      })) as DescribeProvisionedProductOutput;
      return await this.result({ RecordId: product?.LastProvisioningRecordId, ProvisionedProductId: product?.Id });
    } catch (error) {
      throw error instanceof AwsError ? new ResourceRefusal(error.message) : error;
    }
  }

  createOnlyProperties(): readonly string[] {
    return ['NotificationArns', 'ProvisionedProductName'];
  }

  private token({ stackId, logicalId }: ResourceRequest): string {
    return deterministicUuid('provisioned-product', stackId, logicalId, this.requests++);
  }

  /** Calls the operation, and polls its record until it ends. */
  private async perform({ operation, input }: Call, token: string): Promise<RecordDetail> {
    const { clock } = this.options;
    const deadline = clock.now() + LONGEST_OPERATION;
    try {
      let record = await this.record(operation, input);
      while (record.Status !== 'SUCCEEDED') {
        // A rollback finds that the stack behind the product is rolled back already.
        if (record.Status === 'FAILED' && changesNothing(record)) return record;
        if (record.Status === 'FAILED') throw failureOf(record, token);
        if (clock.now() > deadline) throw new HandlerFailure('NotStabilized', 'Exceeded attempts to wait', token);
        await clock.sleep(POLLING_INTERVAL);
        record = await this.record('DescribeRecord', { Id: record.RecordId });
      }
      return record;
    } catch (error) {
      throw error instanceof AwsError ? refusalOf(error, token) : error;
    }
  }

  private async record(operation: string, input: object): Promise<RecordDetail> {
    const output = (await this.options.call(operation, input)) as { readonly RecordDetail?: RecordDetail };
    return output.RecordDetail ?? {};
  }

  private async result({ RecordId, ProvisionedProductId = '' }: RecordDetail): Promise<ResourceResult> {
    const outputs = await this.outputs(ProvisionedProductId);
    const attributes = Object.fromEntries(outputs.map(([key, value]) => [`Outputs.${key}`, value]));
    const stackArn = outputs.find(([key]) => key === STACK_ARN)?.[1] ?? '';
    return {
      physicalId: ProvisionedProductId,
      attributes: { ...attributes, CloudformationStackArn: stackArn, ProvisionedProductId, RecordId },
    };
  }

  private async outputs(ProvisionedProductId: string): Promise<(readonly [string, string])[]> {
    const all: RecordOutput[] = [];
    let PageToken: string | undefined;
    do {
      const page = (await this.options.call('GetProvisionedProductOutputs', { ProvisionedProductId, PageToken })) as {
        readonly Outputs?: RecordOutput[];
        readonly NextPageToken?: string;
      };
      all.push(...(page.Outputs ?? []));
      PageToken = page.NextPageToken;
    } while (PageToken !== undefined);
    return all.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const);
  }
}

/** A failure in the format in which CloudFormation shows errors of a type's handler. */
class HandlerFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    token: string,
  ) {
    super(`Resource handler returned message: "${message}" (RequestToken: ${token}, HandlerErrorCode: ${code})`);
  }
}

function failureOf({ RecordErrors = [] }: RecordDetail, token: string): HandlerFailure {
  const reason = RecordErrors.map(({ Description }) => Description).join(' ');
  return new HandlerFailure('GeneralServiceException', reason, token);
}

function changesNothing({ RecordErrors = [] }: RecordDetail): boolean {
  return RecordErrors.some(({ Description = '' }) => Description.includes('No updates are to be performed'));
}

function refusalOf({ code, message }: AwsError, token: string): HandlerFailure {
  if (code === 'ResourceNotFoundException') return new HandlerFailure('NotFound', message, token);
  // AWS shows only the first sentence.
  const reason = `Invalid request provided: ${TYPE}. Service Catalog says: ${message}`;
  return new HandlerFailure(code === 'AccessDeniedException' ? 'AccessDenied' : 'InvalidRequest', reason, token);
}

async function asResourceRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof HandlerFailure ? new ResourceRefusal(error.message) : error;
  }
}

/** Returns the members that a launch and an update have in common. */
function choiceOf(properties: Properties): object {
  const names = ['AcceptLanguage', 'ProductId', 'ProductName', 'PathId', 'PathName'];
  const artifact = ['ProvisioningArtifactId', 'ProvisioningArtifactName'];
  const texts = [...names, ...artifact].map((name) => [name, optionalString(properties, name)] as const);
  return {
    ...Object.fromEntries(texts.filter(([, value]) => value !== undefined)),
    ProvisioningParameters: pairs(properties.ProvisioningParameters),
    Tags: pairs(properties.Tags),
  };
}

function pairs(list: unknown): object[] {
  const entries = (Array.isArray(list) ? list : []) as readonly { readonly Key: unknown; readonly Value: unknown }[];
  return entries.map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value) }));
}
