import { bootstrap, createToolkitStack } from './bootstrap';
import { type Clock } from './clock/clock';
import { createCloudFormationApi } from './cloudformation/api/cloudformation-api';
import { CloudFormation } from './cloudformation/cloudformation';
import { DelayedResourceHandler } from './cloudformation/resource-handlers/delayed-resource-handler';
import { type ResourceHandler } from './cloudformation/resource-handlers/resource-handler';
import { CloudWatchLogs } from './cloudwatch-logs/cloudwatch-logs';
import { LogGroupResource } from './cloudwatch-logs/log-group-resource';
import { Logs } from './cloudwatch-logs/logs';
import { DefaultSecurityGroups } from './ec2/default-security-groups';
import { Ec2 } from './ec2/ec2';
import { Faults } from './faults/faults';
import { Callers } from './gateway/authentication/callers';
import { type Credentials, knownCredentials, temporaryCredentials } from './gateway/authentication/credentials';
import { CallLog, type LoggedCall } from './gateway/call-log';
import { Gateway } from './gateway/gateway';
import { type Caller, type HttpService } from './gateway/service';
import { Iam } from './iam/iam';
import { ManagedPolicyResource } from './iam/managed-policy-resource';
import { type AccessRequest } from './iam/policy-document';
import { PolicyResource } from './iam/policy-resource';
import { requiredPermission } from './iam/required-permission';
import { RoleResource } from './iam/role-resource';
import { Functions } from './lambda/functions';
import { LambdaApi } from './lambda/lambda-api';
import { EventInvokeConfigResource } from './lambda/resources/event-invoke-config-resource';
import { FunctionResource } from './lambda/resources/function-resource';
import { VersionResource } from './lambda/resources/version-resource';
import { type Limits, NO_LIMITS, type LocalCloudOptions } from './local-cloud-options';
import { type Location } from './location';
import { BucketResource } from './s3/bucket-resource';
import { ObjectStore } from './s3/object-store';
import { S3 } from './s3/s3';
import { SecretResource } from './secrets-manager/secret-resource';
import { SecretStore } from './secrets-manager/secret-store';
import { SecretsManager } from './secrets-manager/secrets-manager';
import { resolveSecureReference } from './secure-reference';
import { ServiceCatalog } from './service-catalog/service-catalog';
import { ParameterResource } from './ssm/parameter-resource';
import { ParameterStore } from './ssm/parameter-store';
import { Ssm } from './ssm/ssm';
import { StateMachineResource } from './step-functions/state-machine-resource';
import { StateMachines } from './step-functions/state-machines';
import { Sessions } from './sts/sessions';
import { createSts } from './sts/sts';

/** The path of the ResponseURLs of custom resources. */
const RESPONSES_PATH = '/cloudformation-custom-resource-response';

/** An embedded stand-in for AWS: one account in one Region, behind one endpoint. */
export class LocalCloud {
  static async start(options: LocalCloudOptions): Promise<LocalCloud> {
    const cloud = new LocalCloud(options);
    if (options.port === 'none') return cloud;
    await cloud.gateway.listen(options.port);
    await createToolkitStack(cloud.cloudFormation);
    return cloud;
  }

  readonly clock: Clock;
  readonly location: Location;
  readonly callers: Callers;
  readonly callLog: CallLog;
  readonly faults: Faults;
  readonly logs = new Logs();
  readonly iam: Iam;
  readonly objects: ObjectStore;
  readonly ssm: ParameterStore;
  readonly secrets: SecretStore;
  readonly functions: Functions;
  readonly stateMachines: StateMachines;
  readonly cloudFormation: CloudFormation;
  readonly serviceCatalog: ServiceCatalog;
  private readonly gateway: Gateway;

  private constructor(options: LocalCloudOptions) {
    const { clock, account = '111111111111', region = 'us-east-1', partition = 'aws', seed = 1 } = options;
    const location = { account, region, partition };
    const limits = { ...NO_LIMITS, ...options.limits };
    const now = () => clock.now();
    this.clock = clock;
    this.location = location;
    this.callers = new Callers({ account, principalArn: `arn:${partition}:iam::${account}:user/administrator` });
    this.callLog = new CallLog(options.callsKept);
    this.faults = new Faults(seed);
    this.iam = new Iam(account, partition);
    this.gateway = new Gateway({
      clock,
      callers: this.callers,
      callLog: this.callLog,
      faults: this.faults,
      authorize: (call) => this.authorize(call),
      callTakes: limits.callTakes,
    });
    this.objects = new ObjectStore(now);
    this.ssm = new ParameterStore({ account, region, partition, now });
    this.secrets = new SecretStore({ account, region, partition, now });
    this.functions = this.createFunctions(limits, options);
    this.stateMachines = new StateMachines({
      ...{ account, region, partition, clock },
      functions: this.functions,
      startsPerSecond: limits.executionStartsPerSecond,
      behaviours: options.stepFunctions,
      authorize: (session, request) => this.iam.authorize(session, request),
    });
    this.cloudFormation = this.createCloudFormation(options);
    this.serviceCatalog = new ServiceCatalog({
      clock,
      stackEngine: this.cloudFormation,
      objects: this.objects,
      account,
      region,
      partition,
      administrator: this.callers.administrator,
      authorize: (caller, request) => this.authorizeCaller(caller, request),
      behaviours: options.serviceCatalog,
      seed: String(seed),
    });
    for (const [type, handler] of Object.entries(this.resourceHandlers())) {
      this.cloudFormation.registerHandler(type, handler);
    }
    this.addServices();
    bootstrap(this.objects, this.ssm, location);
  }

  /** The administrator's keys. No other keys are valid here, and these are valid nowhere else. */
  get credentials(): Credentials {
    return this.callers.credentials;
  }

  /** The endpoint for SDKs, e.g. in AWS_ENDPOINT_URL. */
  get endpoint(): string {
    return this.gateway.endpoint;
  }

  /** Ends everything at once, and leaves nothing that keeps the process alive. */
  async stop(): Promise<void> {
    this.functions.stop();
    this.clock.stop();
    await this.gateway.close();
  }

  /** Evaluates the policies of the role under which a function calls. */
  private authorize({ caller, functionName, ...call }: LoggedCall): void {
    const needed = requiredPermission({ ...call, caller }, this.location, this.secrets, (sought) =>
      this.serviceCatalog.store.ownerOf(sought),
    );
    if (needed) this.authorizeCaller({ ...caller, functionName }, needed);
  }

  /** Evaluates the same policies for what a service does on behalf of its caller. */
  private authorizeCaller({ principalArn, functionName }: Caller, request: AccessRequest): void {
    // The CDK CLI uses the roles of `cdk bootstrap`, whether they exist here or not.
    if (functionName === undefined && !this.iam.role(principalArn)) return;
    this.iam.authorize({ roleArn: principalArn, name: functionName ?? 'session' }, request);
  }

  private createFunctions({ concurrentInvocations }: Limits, { port, callsKept }: LocalCloudOptions): Functions {
    const { account, region, partition } = this.location;
    return new Functions({
      account,
      region,
      partition,
      clock: this.clock,
      callers: this.callers,
      faults: this.faults,
      requestsInFlight: this.gateway.requestsInFlight,
      processes: this.gateway.processes,
      logs: this.logs,
      authorize: (session, request) => this.iam.authorize(session, request),
      endpoint: () => this.endpoint,
      connect: () => this.gateway.connect(),
      newSession: port === 'none' ? knownCredentials : temporaryCredentials,
      concurrentInvocations,
      invocationsKept: callsKept,
    });
  }

  private createCloudFormation(options: LocalCloudOptions): CloudFormation {
    return new CloudFormation({
      ...this.location,
      clock: this.clock,
      behaviours: options.cloudFormation,
      customResources: {
        ...options.customResources,
        invokeAsync: async (functionArn, payload, onCannotRun) => {
          void this.functions.invokeAsync(functionArn, payload).then((result) => {
            if (result && 'cannotRun' in result && result.cannotRun) onCannotRun(result.cannotRun);
          });
        },
        logOf: (functionArn, since) => this.functions.logOf(functionArn, since),
        responseEndpoint: () => `${this.endpoint}${RESPONSES_PATH}`,
        // Only functions reach a cloud without a port; its URLs, and all that depends on them, are the same in each
        // run.
        signingKey: options.port === 'none' ? 'no secret' : undefined,
      },
      ssmParameter: (name) => this.ssm.valueOf(name),
      secret: (service, reference) => resolveSecureReference(service, reference, this),
      templateByUrl: (url) => this.templateByUrl(url),
    });
  }

  private templateByUrl(url: string): string | undefined {
    return this.objects.getByUrl(url)?.toString();
  }

  private resourceHandlers(): Record<string, ResourceHandler> {
    const { clock, location } = this;
    const handlers: Record<string, ResourceHandler> = {
      'AWS::IAM::ManagedPolicy': new ManagedPolicyResource(this.iam),
      'AWS::IAM::Policy': new PolicyResource(this.iam),
      'AWS::IAM::Role': new RoleResource(this.iam),
      'AWS::Lambda::EventInvokeConfig': new EventInvokeConfigResource(this.functions),
      'AWS::Lambda::Function': new FunctionResource(this.functions, this.objects),
      'AWS::Lambda::Version': new VersionResource(this.functions),
      'AWS::Logs::LogGroup': new LogGroupResource(this.logs, location),
      'AWS::S3::Bucket': new BucketResource(this.objects, location),
      'AWS::SSM::Parameter': new ParameterResource(this.ssm),
      'AWS::SecretsManager::Secret': new SecretResource(this.secrets),
      'AWS::StepFunctions::StateMachine': new StateMachineResource(this.stateMachines, this.objects),
      ...this.serviceCatalog.resources,
    };
    return Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [type, new DelayedResourceHandler(handler, clock)]),
    );
  }

  private addServices(): void {
    const { gateway, cloudFormation, objects } = this;
    gateway.addJsonService(this.serviceCatalog);
    gateway.addJsonService(this.stateMachines);
    gateway.addJsonService(new Ssm(this.ssm));
    gateway.addJsonService(new SecretsManager(this.secrets));
    gateway.addJsonService(new CloudWatchLogs(this.logs, this.location));
    gateway.addHttpService(createCloudFormationApi(cloudFormation, (url) => this.templateByUrl(url)));
    gateway.addHttpService(createSts(new Sessions(this.callers)));
    gateway.addHttpService(new S3(objects, this.location));
    gateway.addHttpService(new LambdaApi(this.functions));
    gateway.addHttpService(
      new Ec2(new DefaultSecurityGroups(this.location.account, (id) => isDefaultSecurityGroup(cloudFormation, id))),
    );
    gateway.addPresignedService(RESPONSES_PATH, customResourceResponses(cloudFormation));
  }
}

/** Returns true for the default security group of a VPC in a stack. */
function isDefaultSecurityGroup(cloudFormation: CloudFormation, groupId: string): boolean {
  const resources = cloudFormation.stacks().flatMap((stack) => [...stack.resources.values()]);
  return resources.some(
    ({ type, deployed }) => type === 'AWS::EC2::VPC' && deployed?.attributes?.DefaultSecurityGroup === groupId,
  );
}

function customResourceResponses(cloudFormation: CloudFormation): HttpService {
  return {
    signingName: 'custom-resource-response',
    handle: async ({ method, path, query, headers, body }) => {
      if (method !== 'PUT') return { status: 403, body: '' };
      const url = `${path}?${query.toString()}`;
      return { status: cloudFormation.putResponse(url, body.toString(), headers['content-type']), body: '' };
    },
  };
}
