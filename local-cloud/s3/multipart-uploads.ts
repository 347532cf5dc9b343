import { AwsError } from '../gateway/service';

interface MultipartUpload {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

/** Uploads that are still in parts; large assets of `cdk deploy` come this way. */
export class MultipartUploads {
  private readonly uploads = new Map<string, MultipartUpload>();
  private count = 0;

  begin(key: string): string {
    const uploadId = `upload-${++this.count}`;
    this.uploads.set(uploadId, { key, parts: new Map() });
    return uploadId;
  }

  addPart(uploadId: string, key: string, partNumber: number, content: Buffer): void {
    this.upload(uploadId, key).parts.set(partNumber, content);
  }

  complete(uploadId: string, key: string, partNumbers: readonly number[]): Buffer {
    const { parts } = this.upload(uploadId, key);
    const content = partNumbers.map((partNumber) => {
      const part = parts.get(partNumber);
      if (part === undefined) {
        throw new AwsError('InvalidPart', `One or more of the specified parts could not be found: part ${partNumber}.`);
      }
      return part;
    });
    this.uploads.delete(uploadId);
    return Buffer.concat(content);
  }

  abort(uploadId: string, key: string): void {
    this.upload(uploadId, key);
    this.uploads.delete(uploadId);
  }

  private upload(uploadId: string, key: string): MultipartUpload {
    const upload = this.uploads.get(uploadId);
    if (upload?.key !== key) {
      throw new AwsError('NoSuchUpload', `The specified upload does not exist: ${uploadId}.`, 404);
    }
    return upload;
  }
}
