import { type DefaultSecurityGroups, type Direction, type IpPermission } from './default-security-groups';
import { escapeXml } from '../gateway/reply';
import { AwsError, type HttpService, type ServiceReply, type ServiceRequest } from '../gateway/service';

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** EC2 as far as `restrictDefaultSecurityGroup` of the CDK's Vpc needs it. */
export class Ec2 implements HttpService {
  readonly signingName = 'ec2';

  constructor(private readonly groups: DefaultSecurityGroups) {}

  async handle({ body }: ServiceRequest): Promise<ServiceReply> {
    const fields = new URLSearchParams(body.toString());
    const action = fields.get('Action') ?? '';
    const [, verb, direction] = /^(Authorize|Revoke)SecurityGroup(Ingress|Egress)$/.exec(action) ?? [];
    if (verb === undefined) throw new AwsError('InvalidAction', `the local cloud does not serve ${action} of EC2`);
    for (const permission of permissionsOf(fields)) {
      const change = verb === 'Authorize' ? 'authorize' : 'revoke';
      this.groups[change](fields.get('GroupId') ?? '', direction as Direction, permission);
    }
    const reply = `<${action}Response xmlns="${NAMESPACE}"><return>true</return></${action}Response>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: reply };
  }

  errorReply({ code, message, status }: AwsError, requestId: string): ServiceReply {
    const denied = code === 'AccessDeniedException';
    const error = `<Code>${denied ? 'UnauthorizedOperation' : code}</Code><Message>${escapeXml(message)}</Message>`;
    const body = `<Response><Errors><Error>${error}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
    return { status: denied ? 403 : status, headers: { 'content-type': 'text/xml' }, body };
  }
}

/** Groups the fields `IpPermissions.<n>.…` by their number. */
function permissionsOf(fields: URLSearchParams): IpPermission[] {
  const permissions = new Map<string, Record<string, string>>();
  for (const [name, value] of fields) {
    const [, index, member] = /^IpPermissions\.(\d+)\.(.+)$/.exec(name) ?? [];
    if (index === undefined || member === undefined) continue;
    permissions.set(index, { ...permissions.get(index), [member]: value });
  }
  return [...permissions.values()];
}
