import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';
import { type CloudFormation } from '../cloudformation';
import { existingStack } from './existing-stack';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES_OF_BODY = 51_200;

export type TemplateByUrl = (url: string) => string | undefined;

/** The source of a request's template: its body, an object of S3, or the stack as it is. */
export class TemplateSource {
  constructor(
    private readonly cloudFormation: CloudFormation,
    private readonly templateByUrl: TemplateByUrl,
  ) {}

  read(input: QueryInput): string {
    const body = input.text('TemplateBody');
    const url = input.text('TemplateURL');
    if (body !== undefined && url === undefined) return checkedBody(body);
    if (url !== undefined && body === undefined) return this.readUrl(url);
    throw new AwsError('ValidationError', 'Either Template URL or Template Body must be specified.');
  }

  /** For an update, which may keep the template of the stack. */
  readForUpdate(input: QueryInput): string {
    return input.flag('UsePreviousTemplate') ? this.ofStack(input.required('StackName')) : this.read(input);
  }

  ofStack(nameOrId: string): string {
    const body = this.findOfStack(nameOrId);
    if (body === undefined) throw new AwsError('ValidationError', `Stack ${nameOrId} has no template yet`);
    return body;
  }

  /** Returns undefined for a stack that is only under review. */
  findOfStack(nameOrId: string): string | undefined {
    return existingStack(this.cloudFormation, nameOrId).template?.body;
  }

  private readUrl(url: string): string {
    const body = this.templateByUrl(url);
    if (body !== undefined) return body;
    throw new AwsError('ValidationError', `S3 error: The specified key does not exist. ${url}`);
  }
}

function checkedBody(body: string): string {
  if (Buffer.byteLength(body) <= MOST_BYTES_OF_BODY) return body;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${body.slice(0, 40)}…' at 'templateBody' failed to satisfy constraint: ` +
      `Member must have length less than or equal to ${MOST_BYTES_OF_BODY}`,
  );
}
