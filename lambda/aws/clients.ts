import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import * as sc from '@aws-sdk/client-service-catalog';
import { ListExecutionsCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { CLIENT_SETTINGS } from './client-settings';
import type { Cloud, Execution, Executions, ServiceCatalog, Stack, StackEvent, StackResource } from './cloud';
import { NoThrottlingRetry } from './retries';
import { readSecret } from './secret-stores';

/** Connects to AWS. All its SDK clients are made here, except those of the secret stores. */
export function connect(functionArn: string, ownStackId: string | undefined): Cloud {
  const cloudFormation = new CloudFormationClient(CLIENT_SETTINGS);
  return {
    ownStackId,
    serviceCatalog: connectServiceCatalog(),
    executions: connectStepFunctions(stateMachineArnOf(functionArn)),
    stackResource: (stackId, logicalId) => describeStackResource(cloudFormation, stackId, logicalId),
    stack: (stackId) => describeStack(cloudFormation, stackId),
    stackEvents: (stackId) => stackEvents(cloudFormation, stackId),
    secretValue: readSecret,
    put: async (url, body) => {
      // An empty content type: CloudFormation signed the URL for one.
      const response = await fetch(url, {
        method: 'PUT',
        body,
        headers: { 'content-type': '' },
        redirect: 'error',
        signal: AbortSignal.timeout(10_000),
      });
      return { status: response.status };
    },
  };
}

function connectServiceCatalog(): ServiceCatalog {
  const retryStrategy = new NoThrottlingRetry(CLIENT_SETTINGS.maxAttempts);
  const client = new sc.ServiceCatalogClient({ ...CLIENT_SETTINGS, retryStrategy });
  return {
    describePortfolio: (input) => client.send(new sc.DescribePortfolioCommand(input)),
    describeProduct: (input) => client.send(new sc.DescribeProductCommand(input)),
    describeProvisionedProduct: (input) => client.send(new sc.DescribeProvisionedProductCommand(input)),
    describeProvisioningParameters: (input) => client.send(new sc.DescribeProvisioningParametersCommand(input)),
    describeRecord: (input) => client.send(new sc.DescribeRecordCommand(input)),
    getProvisionedProductOutputs: (input) => client.send(new sc.GetProvisionedProductOutputsCommand(input)),
    listLaunchPaths: (input) => client.send(new sc.ListLaunchPathsCommand(input)),
    listPortfoliosForProduct: (input) => client.send(new sc.ListPortfoliosForProductCommand(input)),
    listProvisionedProductPlans: (input) => client.send(new sc.ListProvisionedProductPlansCommand(input)),
    listProvisioningArtifacts: (input) => client.send(new sc.ListProvisioningArtifactsCommand(input)),
    listRecordHistory: (input) => client.send(new sc.ListRecordHistoryCommand(input)),
    listStackInstances: (input) => client.send(new sc.ListStackInstancesForProvisionedProductCommand(input)),
    provisionProduct: (input) => client.send(new sc.ProvisionProductCommand(input)),
    updateProvisionedProduct: (input) => client.send(new sc.UpdateProvisionedProductCommand(input)),
    searchProducts: (input) => client.send(new sc.SearchProductsCommand(input)),
    terminateProvisionedProduct: (input) => client.send(new sc.TerminateProvisionedProductCommand(input)),
  };
}

/** The state machine has the function's name: neither can refer to the other without a cycle in the template. */
function stateMachineArnOf(functionArn: string): string {
  const [arn, partition, , region, account, , name] = functionArn.split(':');
  return [arn, partition, 'states', region, account, 'stateMachine', name].join(':');
}

function connectStepFunctions(stateMachineArn: string): Executions {
  // Hundreds of resources may start at once, and an event that cannot be handed over fails its deployment. All seven
  // attempts fit into one run of the function, which can still respond when they fail.
  const requestHandler = { ...CLIENT_SETTINGS.requestHandler, requestTimeout: 5_000 };
  const client = new SFNClient({ ...CLIENT_SETTINGS, maxAttempts: 7, requestHandler });
  return {
    start: async (name, input) => {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      } catch (error) {
        // A duplicate of the event: its execution runs already, or has ended.
        if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error;
      }
    },
    running: async (prefix) => {
      const found: Execution[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1000, nextToken }),
        );
        for (const { executionArn, name } of page.executions ?? []) {
          if (executionArn && name?.startsWith(prefix)) found.push({ arn: executionArn, name });
        }
        nextToken = page.nextToken;
      } while (nextToken);
      return found;
    },
    stop: async (executionArn) => {
      try {
        await client.send(
          new StopExecutionCommand({ executionArn, cause: 'Superseded by a newer request for the same resource' }),
        );
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ExecutionDoesNotExist')) throw error;
      }
    },
  };
}

async function describeStack(client: CloudFormationClient, stackId: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    if (stack === undefined) return undefined;
    return { status: stack.StackStatus ?? '', rollbackDisabled: stack.DisableRollback === true, rootId: stack.RootId };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** "Resource X does not exist for stack Y", "Stack with id Y does not exist" */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && / does not exist/.test(error.message);
}

async function* stackEvents(client: CloudFormationClient, stackId: string): AsyncGenerator<StackEvent> {
  try {
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId })) {
      for (const event of StackEvents) {
        yield {
          logicalId: event.LogicalResourceId ?? '',
          physicalId: event.PhysicalResourceId ?? '',
          status: event.ResourceStatus ?? '',
          at: event.Timestamp?.getTime() ?? 0,
          properties: event.ResourceProperties,
          reason: event.ResourceStatusReason,
        };
      }
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function describeStackResource(
  client: CloudFormationClient,
  stackId: string,
  logicalId: string,
): Promise<StackResource | undefined> {
  try {
    const { StackResourceDetail: resource } = await client.send(
      new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: logicalId }),
    );
    if (!resource?.ResourceStatus) return undefined;
    return {
      status: resource.ResourceStatus,
      changedAt: resource.LastUpdatedTimestamp?.getTime() ?? 0,
      physicalId: resource.PhysicalResourceId,
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
