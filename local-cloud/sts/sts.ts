import { type Sessions } from './sessions';
import { type Caller } from '../gateway/service';
import { type QueryContext, QueryService } from '../query-protocol/query-service';

/** STS as far as the CDK CLI needs it: GetCallerIdentity, and AssumeRole for the bootstrap roles. */
export function createSts(sessions: Sessions): QueryService {
  return new QueryService('sts', 'https://sts.amazonaws.com/doc/2011-06-15/', {
    GetCallerIdentity: (_input, context) => callerIdentity(sessions, context),
    AssumeRole: (input, { caller }) => {
      const roleArn = input.required('RoleArn');
      const sessionName = input.required('RoleSessionName');
      const session = sessions.assume({ account: accountOf(roleArn, caller), principalArn: roleArn }, sessionName);
      return {
        Credentials: {
          AccessKeyId: session.accessKeyId,
          SecretAccessKey: session.secretAccessKey,
          SessionToken: session.sessionToken,
          Expiration: session.expiration,
        },
        AssumedRoleUser: { AssumedRoleId: `${session.roleId}:${sessionName}`, Arn: session.arn },
      };
    },
  });
}

function callerIdentity(sessions: Sessions, { caller, accessKeyId }: QueryContext): object {
  const session = accessKeyId === undefined ? undefined : sessions.find(accessKeyId);
  return {
    Arn: session?.arn ?? caller.principalArn,
    UserId: session === undefined ? 'AIDALOCALCLOUDUSER000' : `${session.roleId}:${session.sessionName}`,
    Account: caller.account,
  };
}

function accountOf(roleArn: string, caller: Caller): string {
  return roleArn.split(':')[4] || caller.account;
}
