import { type AwsError, type Protocol, type ServiceReply } from './service';

const JSON_TYPE = 'application/x-amz-json-1.1';

/** AWS JSON writes times as seconds since 1970. */
export function jsonReply(output: object, contentType = JSON_TYPE): ServiceReply {
  const body = JSON.stringify(output, function (this: Record<string, unknown>, key: string, value: unknown) {
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
  return { status: 200, headers: { 'content-type': contentType }, body };
}

export function jsonErrorReply(error: AwsError, contentType = JSON_TYPE): ServiceReply {
  return {
    status: error.status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

/** Writes an error in the format of the protocol. */
export function errorReply(protocol: Protocol, error: AwsError, requestId: string, contentType?: string): ServiceReply {
  if (protocol === 'json') return jsonErrorReply(error, contentType);
  return protocol === 's3' ? s3ErrorReply(error, requestId) : queryErrorReply(error, requestId);
}

/** A reply in the REST-JSON protocol of Lambda. */
export function restReply(output: object): ServiceReply {
  return jsonReply(output, 'application/json');
}

export function restErrorReply({ code, message, status: own }: AwsError): ServiceReply {
  const status = code === 'AccessDeniedException' ? 403 : own;
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message }) };
}

/** An error in the Query protocol of CloudFormation and STS. */
export function queryErrorReply(error: AwsError, requestId: string): ServiceReply {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const denied = error.code === 'AccessDeniedException';
  const body =
    `<ErrorResponse><Error><Type>${type}</Type><Code>${denied ? 'AccessDenied' : error.code}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status: denied ? 403 : error.status, headers: { 'content-type': 'text/xml' }, body };
}

/** EC2 speaks the Query protocol with another XML format. */
export function ec2ErrorReply(error: AwsError, requestId: string): ServiceReply {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${error.code}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
}

function s3ErrorReply(error: AwsError, requestId: string): ServiceReply {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${error.code}</Code>` +
    `<Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  return { status: error.status, headers: { 'content-type': 'application/xml' }, body };
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}
