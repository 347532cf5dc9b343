import type {
  DescribePortfolioInput,
  DescribePortfolioOutput,
  DescribeProductInput,
  DescribeProductOutput,
  DescribeProvisionedProductInput,
  DescribeProvisionedProductOutput,
  DescribeProvisioningParametersInput,
  DescribeProvisioningParametersOutput,
  DescribeRecordInput,
  DescribeRecordOutput,
  GetProvisionedProductOutputsInput,
  GetProvisionedProductOutputsOutput,
  ListLaunchPathsInput,
  ListLaunchPathsOutput,
  ListPortfoliosForProductInput,
  ListPortfoliosForProductOutput,
  ListProvisioningArtifactsInput,
  ListProvisioningArtifactsOutput,
  ListProvisionedProductPlansInput,
  ListProvisionedProductPlansOutput,
  ListRecordHistoryInput,
  ListRecordHistoryOutput,
  ListStackInstancesForProvisionedProductInput,
  ListStackInstancesForProvisionedProductOutput,
  ProvisionProductInput,
  ProvisionProductOutput,
  SearchProductsInput,
  SearchProductsOutput,
  TerminateProvisionedProductInput,
  TerminateProvisionedProductOutput,
  UpdateProvisionedProductInput,
  UpdateProvisionedProductOutput,
} from '@aws-sdk/client-service-catalog';
import type { SecretParameterProperties } from '../../src/private/resource-properties';

/** Everything outside the function that a request touches. */
export interface Cloud {
  /** The stack that the function belongs to; functions of before do not know it. */
  readonly ownStackId?: string;
  readonly serviceCatalog: ServiceCatalog;
  readonly executions: Executions;
  readonly stackResource: (stackId: string, logicalId: string) => Promise<StackResource | undefined>;
  /** Undefined where CloudFormation has no such stack. */
  readonly stack: (stackId: string) => Promise<Stack | undefined>;
  /** The newest first; CloudFormation keeps them for 90 days. None where it has no such stack. */
  readonly stackEvents: (stackId: string) => AsyncIterable<StackEvent>;
  readonly secretValue: (reference: SecretParameterProperties) => Promise<SecretText>;
  readonly put: (url: string, body: string) => Promise<PutResult>;
}

/** The operations of Service Catalog that a request may need: exactly what the function's role is allowed. */
export interface ServiceCatalog {
  describePortfolio(input: DescribePortfolioInput): Promise<DescribePortfolioOutput>;
  describeProduct(input: DescribeProductInput): Promise<DescribeProductOutput>;
  describeProvisionedProduct(input: DescribeProvisionedProductInput): Promise<DescribeProvisionedProductOutput>;
  describeProvisioningParameters(
    input: DescribeProvisioningParametersInput,
  ): Promise<DescribeProvisioningParametersOutput>;
  describeRecord(input: DescribeRecordInput): Promise<DescribeRecordOutput>;
  getProvisionedProductOutputs(input: GetProvisionedProductOutputsInput): Promise<GetProvisionedProductOutputsOutput>;
  listLaunchPaths(input: ListLaunchPathsInput): Promise<ListLaunchPathsOutput>;
  listPortfoliosForProduct(input: ListPortfoliosForProductInput): Promise<ListPortfoliosForProductOutput>;
  listProvisionedProductPlans(input: ListProvisionedProductPlansInput): Promise<ListProvisionedProductPlansOutput>;
  listProvisioningArtifacts(input: ListProvisioningArtifactsInput): Promise<ListProvisioningArtifactsOutput>;
  listRecordHistory(input: ListRecordHistoryInput): Promise<ListRecordHistoryOutput>;
  listStackInstances(
    input: ListStackInstancesForProvisionedProductInput,
  ): Promise<ListStackInstancesForProvisionedProductOutput>;
  provisionProduct(input: ProvisionProductInput): Promise<ProvisionProductOutput>;
  updateProvisionedProduct(input: UpdateProvisionedProductInput): Promise<UpdateProvisionedProductOutput>;
  searchProducts(input: SearchProductsInput): Promise<SearchProductsOutput>;
  terminateProvisionedProduct(input: TerminateProvisionedProductInput): Promise<TerminateProvisionedProductOutput>;
}

/** The executions of the state machine that waits. */
export interface Executions {
  /** Does nothing when there is, or was, one of that name. */
  start(name: string, input: string): Promise<void>;
  /** Those that run, their names starting so. */
  running(prefix: string): Promise<readonly Execution[]>;
  stop(executionArn: string): Promise<void>;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
}

/** What a secret store holds, and under which version; no text: a binary secret. */
export interface SecretText {
  readonly text?: string;
  readonly version?: string;
  /** When this version was made; milliseconds since 1970. */
  readonly createdAt?: number;
}

export interface Stack {
  readonly status: string;
  /** Whether what fails is left as it is. */
  readonly rollbackDisabled: boolean;
  /** Of a nested stack, the one around all. */
  readonly rootId?: string;
}

/** How CloudFormation sees the resource now. */
export interface StackResource {
  readonly status: string;
  readonly changedAt: number;
  readonly physicalId?: string;
}

/** A change of a resource, or of the stack itself, which then has its own id. */
export interface StackEvent {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** JSON of what is declared. */
  readonly properties?: string;
  readonly reason?: string;
}

/** What the pre-signed URL said to an answer. */
export interface PutResult {
  readonly status: number;
}
