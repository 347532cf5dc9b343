import { FunctionCode } from './function-code';
import { SourceCode } from './function-properties';
import { AwsError } from '../gateway/service';
import { ObjectStore } from '../s3/object-store';

/** Finds the deployment package that a template refers to. */
export class CodeSource {
  private readonly directories = new Map<string, string>();

  constructor(private readonly objects: ObjectStore) {}

  /** Spares a zip: the object with this key is the content of a directory, as synth leaves an asset. */
  addDirectory(key: string, directory: string): void {
    this.directories.set(key, directory);
  }

  load(code: SourceCode): FunctionCode {
    if (code.ZipFile !== undefined) return FunctionCode.fromInline(code.ZipFile);
    const { S3Bucket = '', S3Key = '' } = code;
    const directory = this.directories.get(S3Key);
    if (directory !== undefined) return FunctionCode.fromDirectory(directory);
    const zip = this.objects.get(S3Bucket, S3Key);
    if (zip !== undefined) return FunctionCode.fromZip(zip);
    const words =
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.';
    throw new AwsError('InvalidParameterValueException', `${words} (${S3Bucket}/${S3Key})`);
  }
}
