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

/** All that a request uses outside the function. */
export interface Cloud {
  /** The stack of the function; absent for functions deployed by earlier versions. */
  readonly ownStackId?: string;
  readonly serviceCatalog: ServiceCatalog;
  readonly executions: Executions;
  readonly stackResource: (stackId: string, logicalId: string) => Promise<StackResource | undefined>;
  /** Returns undefined if the stack does not exist. */
  readonly stack: (stackId: string) => Promise<Stack | undefined>;
  /** Newest first; CloudFormation keeps them for 90 days. Empty if the stack does not exist. */
  readonly stackEvents: (stackId: string) => AsyncIterable<StackEvent>;
  readonly secretValue: (reference: SecretParameterProperties) => Promise<SecretText>;
  readonly put: (url: string, body: string) => Promise<PutResult>;
}

/** The operations of Service Catalog that the function's role allows. */
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

/** The executions of the state machine. */
export interface Executions {
  /** Does nothing if an execution of that name runs or has run. */
  start(name: string, input: string): Promise<void>;
  /** Lists the running executions whose names start with the prefix. */
  running(prefix: string): Promise<readonly Execution[]>;
  stop(executionArn: string): Promise<void>;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
}

/** A secret as its store returns it. A binary secret has no text. */
export interface SecretText {
  readonly text?: string;
  readonly version?: string;
  /** Creation time of this version, in milliseconds since 1970. */
  readonly createdAt?: number;
}

export interface Stack {
  readonly status: string;
  /** CloudFormation keeps what has failed instead of rolling it back. */
  readonly rollbackDisabled: boolean;
  /** The root stack of a nested stack. */
  readonly rootId?: string;
}

/** A resource as CloudFormation describes it now. */
export interface StackResource {
  readonly status: string;
  readonly changedAt: number;
  readonly physicalId?: string;
}

/** An event of a resource, or of the stack itself, whose physical id is the stack id. */
export interface StackEvent {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The declared properties as JSON. */
  readonly properties?: string;
  readonly reason?: string;
}

/** The reply of the pre-signed URL. */
export interface PutResult {
  readonly status: number;
}
