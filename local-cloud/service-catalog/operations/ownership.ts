import { AwsError } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { invalidParameters, notFound } from '../errors';

/** Throws, where the behaviour says so, for a read that only the owner of a portfolio or product may do. */
export function requireOwnership({ ownersReads }: Behaviours, id: string): void {
  switch (ownersReads) {
    case 'SERVED':
      return;
    case 'NOT_FOUND':
      throw notFound(`${id} not found.`);
    case 'DENIED':
      throw new AwsError('AccessDeniedException', `${id} belongs to another account.`);
    case 'INVALID':
      throw invalidParameters(`${id} is shared with this account.`);
  }
}
