import { JumpingClock } from '../../../../local-cloud/clock/jumping-clock';
import { CloudFormation } from '../../../../local-cloud/cloudformation/cloudformation';
import { ObjectStore } from '../../../../local-cloud/s3/object-store';
import { ProvisioningRecord } from '../../../../local-cloud/service-catalog/model/provisioned-product';
import { ServiceCatalog } from '../../../../local-cloud/service-catalog/service-catalog';
import { MINUTE, ROLE } from '../service-under-test';

const TOPIC = JSON.stringify({
  Parameters: { Name: { Type: 'String' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' } } } },
  Outputs: { Name: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] }, Description: 'Of the topic' } },
});

const CATALOG = JSON.stringify({
  Resources: {
    Portfolio: {
      Type: 'AWS::ServiceCatalog::Portfolio',
      Properties: { DisplayName: 'Basics', ProviderName: 'Platform' },
    },
    Product: {
      Type: 'AWS::ServiceCatalog::CloudFormationProduct',
      Properties: {
        Name: 'Topic',
        Owner: 'Platform',
        ProvisioningArtifactParameters: [
          { Name: 'v1', Info: { LoadTemplateFromURL: 'https://assets.s3.us-east-1.amazonaws.com/topic.json' } },
        ],
      },
    },
    Association: {
      Type: 'AWS::ServiceCatalog::PortfolioProductAssociation',
      Properties: { PortfolioId: { Ref: 'Portfolio' }, ProductId: { Ref: 'Product' } },
    },
    Access: {
      Type: 'AWS::ServiceCatalog::PortfolioPrincipalAssociation',
      Properties: { PortfolioId: { Ref: 'Portfolio' }, PrincipalARN: ROLE, PrincipalType: 'IAM' },
    },
  },
});

const CALLER = { account: '111111111111', principalArn: ROLE };

/** CloudFormation and Service Catalog together, each with the other's help. */
class TwoServices {
  readonly clock = new JumpingClock();
  readonly objects = new ObjectStore();
  readonly cloudFormation = new CloudFormation({
    clock: this.clock,
    customResources: { invokeAsync: async () => {}, responseEndpoint: () => 'http://127.0.0.1/' },
  });

  readonly serviceCatalog = new ServiceCatalog({
    clock: this.clock,
    stackEngine: this.cloudFormation,
    objects: this.objects,
    account: '111111111111',
    region: 'us-east-1',
  });

  async deployCatalog() {
    for (const [type, handler] of Object.entries(this.serviceCatalog.resources)) {
      this.cloudFormation.registerHandler(type, handler);
    }
    this.objects.put('assets', 'topic.json', Buffer.from(TOPIC));
    const outcome = await this.cloudFormation.createStack({
      stackName: 'catalog',
      templateBody: CATALOG,
      parameters: {},
    });
    await this.clock.sleep(MINUTE);
    return outcome;
  }

  /** The last record when its operation has had ten minutes. */
  async call(operation: string, input: object): Promise<ProvisioningRecord | undefined> {
    await this.serviceCatalog.call(operation, input, CALLER);
    await this.clock.sleep(10 * MINUTE);
    return this.serviceCatalog.store.records.at(-1);
  }

  async launch(name: string, topicName = 'news'): Promise<ProvisioningRecord | undefined> {
    return this.call('ProvisionProduct', {
      ProductName: 'Topic',
      ProvisioningArtifactName: 'v1',
      ProvisionedProductName: name,
      ProvisioningParameters: [{ Key: 'Name', Value: topicName }],
      ProvisionToken: name,
    });
  }
}

let services: TwoServices;

beforeEach(async () => {
  services = new TwoServices();
  expect(await services.deployCatalog()).toMatchObject({ status: 'SUCCEEDED' });
});

afterEach(() => services.clock.stop());

describe('a product declared in a template and launched as a stack', () => {
  it('has the outputs of its stack and goes with it', async () => {
    const launched = await services.launch('first');
    const terminated = await services.call('TerminateProvisionedProduct', {
      ProvisionedProductName: 'first',
      TerminateToken: 'end',
    });

    expect(launched?.outputs).toContainEqual({ OutputKey: 'Name', OutputValue: 'news', Description: 'Of the topic' });
    expect(terminated).toMatchObject({ status: 'SUCCEEDED' });
    expect(services.cloudFormation.stack(launched?.provisionedProduct.physicalId ?? '')).toMatchObject({
      status: 'DELETE_COMPLETE',
    });
  });

  it('fails for the reason of its stack, and the rest can be removed', async () => {
    await services.launch('first');
    const failed = await services.launch('second');

    expect(failed).toMatchObject({ status: 'FAILED' });
    expect(failed?.errors[0]?.Description).toMatch(/^AmazonCloudFormationException {2}.*news/);
    expect(failed?.provisionedProduct.state.status).toBe('ERROR');
    const input = { ProvisionedProductName: 'second', TerminateToken: 'end' };
    expect(await services.call('TerminateProvisionedProduct', input)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails an update that changes nothing in the words of CloudFormation', async () => {
    await services.launch('first');

    const update = await services.call('UpdateProvisionedProduct', {
      ProvisionedProductName: 'first',
      UpdateToken: 'u',
    });

    expect(update?.errors).toMatchObject([
      { Description: 'AmazonCloudFormationException  No updates are to be performed.' },
    ]);
    expect(update?.provisionedProduct.state.status).toBe('AVAILABLE');
  });
});

describe('a template constraint', () => {
  const onlyNews = {
    OnlyNews: {
      Assertions: [
        { Assert: { 'Fn::Contains': [['news', 'old news'], { Ref: 'Name' }] }, AssertDescription: 'only news' },
      ],
    },
  };
  const constraint = (Rules: string) => ({
    Type: 'AWS::ServiceCatalog::LaunchTemplateConstraint',
    DependsOn: 'Association',
    Properties: { PortfolioId: { Ref: 'Portfolio' }, ProductId: { Ref: 'Product' }, Rules },
  });
  const constrain = (rules: string) => {
    const { Resources } = JSON.parse(CATALOG) as { Resources: object };
    const templateBody = JSON.stringify({ Resources: { ...Resources, Constraint: constraint(rules) } });
    return services.cloudFormation.updateStack({ stackName: 'catalog', templateBody, parameters: {} });
  };

  it.each([[onlyNews], [{ Rules: onlyNews }]])('fails a launch that its rules forbid: %j', async (rules) => {
    expect(await constrain(JSON.stringify(rules))).toMatchObject({ status: 'SUCCEEDED' });

    const forbidden = await services.launch('first', 'gossip');
    const allowed = await services.launch('second', 'news');

    expect(forbidden?.errors).toMatchObject([
      { Description: 'AmazonCloudFormationException  Template error: only news' },
    ]);
    expect(forbidden?.provisionedProduct.state.status).toBe('ERROR');
    expect(allowed).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails an update that its rules forbid', async () => {
    await services.launch('first', 'gossip');
    await constrain(JSON.stringify(onlyNews));

    const update = await services.call('UpdateProvisionedProduct', {
      ProvisionedProductName: 'first',
      ProvisioningParameters: [{ Key: 'Name', Value: 'rumours' }],
      UpdateToken: 'u',
    });

    expect(update?.errors).toMatchObject([{ Description: 'AmazonCloudFormationException  Template error: only news' }]);
    expect(update?.provisionedProduct.state.status).toBe('TAINTED');
  });

  it.each(['no JSON', '[]', '{"OnlyNews": {}}'])('cannot be made of %s', async (rules) => {
    expect((await constrain(rules)).reason).toContain('#/Rules: expected JSON of rules by name');
  });
});

it('fails a launch with a tag of AWS', async () => {
  const launch = services.serviceCatalog.call(
    'ProvisionProduct',
    {
      ProductName: 'Topic',
      ProvisioningArtifactName: 'v1',
      ProvisionedProductName: 'first',
      ProvisionToken: 'first',
      Tags: [{ Key: 'aws:cost', Value: 'mine' }],
    },
    CALLER,
  );

  await expect(launch).rejects.toMatchObject({
    name: 'InvalidParametersException',
    message: 'aws: prefixed tag key names are not allowed for external use. Got the tag key aws:cost.',
  });
});
