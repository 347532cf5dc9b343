import { createHash } from 'node:crypto';
import { type Checksum, type ObjectDescription } from './stored-object';
import { deterministicHex } from '../deterministic-id';
import { AwsError } from '../gateway/service';

export interface Part {
  readonly content: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
  readonly checksum?: Checksum;
}

export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly initiated: Date;
  readonly description: ObjectDescription;
  /** The algorithm that verifies the parts, and whether it verifies the object as a whole. */
  readonly checksumAlgorithm?: string;
  readonly checksumType?: Checksum['type'];
  readonly parts: Map<number, Part>;
}

/** A part in a client's list of the parts that make up the object. */
export interface CompletedPart {
  readonly partNumber: number;
  readonly etag: string;
}

const MOST_PARTS = 10_000;
/** The minimum size of all parts but the last. */
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

/** The unfinished uploads to one bucket; `cdk deploy` uploads large assets in parts. */
export class MultipartUploads {
  private readonly uploads = new Map<string, MultipartUpload>();
  private count = 0;

  constructor(private readonly now: () => number) {}

  /** In the order of their keys. */
  get all(): MultipartUpload[] {
    return [...this.uploads.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  begin(upload: Omit<MultipartUpload, 'id' | 'initiated' | 'parts'>): MultipartUpload {
    const id = deterministicHex(upload.key, ++this.count);
    const begun = { ...upload, id, initiated: new Date(this.now()), parts: new Map<number, Part>() };
    this.uploads.set(id, begun);
    return begun;
  }

  find(id: string, key: string): MultipartUpload {
    const upload = this.uploads.get(id);
    if (upload?.key === key) return upload;
    throw new AwsError('NoSuchUpload', `The specified upload does not exist: ${id}.`, 404);
  }

  addPart(id: string, key: string, partNumber: number, content: Buffer, checksum?: Checksum): Part {
    if (!(Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= MOST_PARTS)) {
      throw new AwsError('InvalidArgument', `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`);
    }
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const part = { content, etag, lastModified: new Date(this.now()), checksum };
    this.find(id, key).parts.set(partNumber, part);
    return part;
  }

  /** Returns the parts in their order; the upload remains until it is ended. */
  chooseParts(id: string, key: string, completed: readonly CompletedPart[]): Part[] {
    const { parts } = this.find(id, key);
    if (completed.length === 0) throw new AwsError('MalformedXML', 'You must specify at least one part');
    const chosen = completed.map(({ partNumber, etag }, index) => {
      const part = parts.get(partNumber);
      if (part === undefined || part.etag.replaceAll('"', '') !== etag.replaceAll('"', '')) {
        throw new AwsError('InvalidPart', `One or more of the specified parts could not be found: part ${partNumber}.`);
      }
      if (partNumber <= (completed[index - 1]?.partNumber ?? 0)) {
        throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
      }
      return part;
    });
    if (chosen.slice(0, -1).some(({ content }) => content.length < SMALLEST_PART_BYTES)) {
      throw new AwsError('EntityTooSmall', `Each part but the last must have at least ${SMALLEST_PART_BYTES} bytes`);
    }
    return chosen;
  }

  end(id: string, key: string): void {
    this.find(id, key);
    this.uploads.delete(id);
  }
}
