import { ec2ErrorReply, jsonErrorReply, queryErrorReply } from './reply';
import { AwsError, type ServiceReply, type ServiceRequest } from './service';

/** Services whose REST interface speaks XML; the others speak JSON. */
const REST_XML = new Set(['cloudfront', 'route53', 's3-outposts', 's3express']);

/**
 * Refuses an operation that the local cloud does not serve, by its name and in the protocol of its service, so that
 * clients can read the error.
 */
export function rejectUnservedService(request: ServiceRequest, service: string | undefined): ServiceReply {
  const { headers, method, path, query, body, requestId } = request;
  const target = headers['x-amz-target'];
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const action = isForm ? new URLSearchParams(body.toString()).get('Action') : query.get('Action');
  const refused = (code: string, operation: string, status: number) => {
    const name = service === undefined ? operation : `${operation} of ${service}`;
    return new AwsError(code, `the local cloud does not serve ${name}`, status);
  };
  if (target !== undefined) return jsonErrorReply(refused('UnknownOperationException', target, 404));
  if (action !== null) {
    const reply = service === 'ec2' ? ec2ErrorReply : queryErrorReply;
    return reply(refused('InvalidAction', action, 400), requestId);
  }
  const error = refused('UnknownOperationException', `${method} ${path}`, 404);
  return REST_XML.has(service ?? '') ? queryErrorReply(error, requestId) : jsonErrorReply(error);
}
