import { type CodeSource } from './function-properties';
import { AwsError } from '../../gateway/service';
import { type ObjectStore } from '../../s3/object-store';
import { FunctionCode } from '../function-code';
import { type RuntimeLanguage } from '../runtime';

export function loadCode(
  { ZipFile, S3Bucket = '', S3Key = '' }: CodeSource,
  language: RuntimeLanguage,
  objects: ObjectStore,
): FunctionCode {
  if (ZipFile !== undefined) return FunctionCode.fromInline(ZipFile, language);
  const zip = objects.get(S3Bucket, S3Key);
  if (zip !== undefined) return FunctionCode.fromZip(zip);
  const cause = 'S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.';
  throw new AwsError(
    'InvalidParameterValueException',
    `Error occurred while GetObject. ${cause} (${S3Bucket}/${S3Key})`,
  );
}
