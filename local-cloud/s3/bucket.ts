import { createHash } from 'node:crypto';
import { MultipartUploads } from './multipart-uploads';
import { type Tags, type ObjectDescription, type StoredObject, type ObjectVersion } from './stored-object';
import { deterministicHex } from '../deterministic-id';

export type VersioningStatus = 'Enabled' | 'Suspended';

/** The encryption of new objects whose client does not choose one. Since 2023 S3 encrypts every object. */
export interface DefaultEncryption {
  readonly algorithm: string;
  readonly kmsKeyId?: string;
  readonly bucketKey?: boolean;
}

/** The version id of an object in a bucket without versioning. */
const NULL_VERSION = 'null';

const UNDESCRIBED: ObjectDescription = { headers: {}, tags: {} };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html */
export class Bucket {
  readonly created: Date;
  /** Once enabled, versioning can only be suspended. */
  versioning?: VersioningStatus;
  tags: Tags = {};
  encryption: DefaultEncryption = { algorithm: 'AES256' };
  readonly uploads: MultipartUploads;
  /** The versions by key, the newest first. */
  private readonly objects = new Map<string, ObjectVersion[]>();
  private versionCount = 0;

  constructor(
    readonly name: string,
    private readonly now: () => number,
  ) {
    this.created = new Date(now());
    this.uploads = new MultipartUploads(now);
  }

  get isEmpty(): boolean {
    return this.objects.size === 0;
  }

  put(key: string, content: Buffer, description = UNDESCRIBED): StoredObject {
    const etag = description.etag ?? `"${createHash('md5').update(content).digest('hex')}"`;
    return this.add({ ...description, ...this.nextVersion(key), content, etag });
  }

  /** Returns the newest version, unless another one is named. */
  find(key: string, versionId?: string): ObjectVersion | undefined {
    const versions = this.objects.get(key);
    return versionId === undefined ? versions?.[0] : versions?.find((version) => version.versionId === versionId);
  }

  setTags(object: StoredObject, tags: Tags): void {
    const versions = this.objects.get(object.key) ?? [];
    versions.splice(versions.indexOf(object), 1, { ...object, tags });
  }

  /**
   * Returns the version that was deleted, or the marker that now hides the object; undefined where there was nothing.
   */
  delete(key: string, versionId?: string): ObjectVersion | undefined {
    if (versionId !== undefined) return this.remove(key, versionId);
    if (this.versioning === undefined) return this.remove(key, NULL_VERSION);
    return this.add({ ...this.nextVersion(key), deleteMarker: true });
  }

  /** Returns the objects in the order of their keys. */
  list(prefix = ''): StoredObject[] {
    return this.listVersions(prefix).filter(
      (version): version is StoredObject => !version.deleteMarker && this.find(version.key) === version,
    );
  }

  /** Returns all versions in the order of their keys, the newest of each first. */
  listVersions(prefix = ''): ObjectVersion[] {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.flatMap((key) => this.objects.get(key) ?? []);
  }

  private nextVersion(key: string) {
    const versionId =
      this.versioning === 'Enabled' ? deterministicHex(this.name, key, ++this.versionCount).slice(0, 32) : NULL_VERSION;
    return { key, versionId, lastModified: new Date(this.now()) };
  }

  private add<Version extends ObjectVersion>(version: Version): Version {
    this.remove(version.key, version.versionId);
    this.objects.set(version.key, [version, ...(this.objects.get(version.key) ?? [])]);
    return version;
  }

  private remove(key: string, versionId: string): ObjectVersion | undefined {
    const version = this.find(key, versionId);
    const others = (this.objects.get(key) ?? []).filter((other) => other !== version);
    if (others.length === 0) this.objects.delete(key);
    else this.objects.set(key, others);
    return version;
  }
}
