import { AwsError, type ServiceRequest } from '../gateway/service';

export interface ObjectAddress {
  readonly bucket: string;
  /** Empty where the request is for the bucket itself. */
  readonly key: string;
}

/** SDKs put the bucket into the path where the endpoint is an address, and before the host where it is `localhost`. */
export function objectAddress({ headers, path }: Pick<ServiceRequest, 'headers' | 'path'>): ObjectAddress {
  const decoded = decode(path).slice(1);
  const bucketOfHost = /^(?!s3\.localhost)(.+?)(?:\.s3)?\.localhost(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  if (bucketOfHost !== undefined) return { bucket: bucketOfHost, key: decoded };
  const [bucket = '', ...key] = decoded.split('/');
  return { bucket, key: key.join('/') };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${path}`);
  }
}
