import { AwsError } from '../../gateway/service';
import { ObjectStore } from '../../s3/object-store';
import { FunctionCode } from '../function-code';
import { RuntimeLanguage } from '../runtime';

/** The property `Code` of a function: inline, or a zip in S3. */
export interface CodeSource {
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  /** Of a container; refused. */
  readonly ImageUri?: string;
}

export function loadCode(
  { ZipFile, S3Bucket = '', S3Key = '' }: CodeSource,
  language: RuntimeLanguage,
  objects: ObjectStore,
): FunctionCode {
  if (ZipFile !== undefined) return FunctionCode.fromInline(ZipFile, language);
  const zip = objects.get(S3Bucket, S3Key);
  if (zip !== undefined) return FunctionCode.fromZip(zip);
  const words = 'S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.';
  throw new AwsError(
    'InvalidParameterValueException',
    `Error occurred while GetObject. ${words} (${S3Bucket}/${S3Key})`,
  );
}
