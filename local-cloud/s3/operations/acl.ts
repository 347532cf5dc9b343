import { documentReply } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';

/** The account, as ACLs name it. */
export interface Owner {
  readonly ID: string;
}

/**
 * The ACL of every bucket and object: since April 2023 the owner of a new bucket owns all objects in it, and there is
 * no other ACL.
 */
export function aclReply(owner: Owner): ServiceReply {
  const Grantee = {
    '@_xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    '@_xsi:type': 'CanonicalUser',
    ...owner,
  };
  return documentReply('AccessControlPolicy', {
    Owner: owner,
    AccessControlList: { Grant: { Grantee, Permission: 'FULL_CONTROL' } },
  });
}

/**
 * Throws for every ACL but the one that all have.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function checkAcl(headers: Readonly<Record<string, string | undefined>>, isSet: boolean): void {
  const canned = headers['x-amz-acl'];
  if (canned === 'bucket-owner-full-control' || (canned === undefined && !isSet)) return;
  throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
