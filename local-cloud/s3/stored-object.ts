export type Tags = Readonly<Record<string, string>>;

export interface Checksum {
  /** As in `x-amz-checksum-…`. */
  readonly algorithm: string;
  readonly value: string;
  /** Composite: of the checksums of the parts. */
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** What a client says about an object beside its content. */
export interface ObjectDescription {
  /** Told again with the object: `content-type`, `x-amz-meta-…` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Tags;
  /** The one that its client sent, or asked for. */
  readonly checksum?: Checksum;
  /** Of an object that came in parts: the hash of the parts' hashes. @default - the MD5 of the content */
  readonly etag?: string;
  /** Sizes of the parts that it came in. */
  readonly partSizes?: readonly number[];
}

export interface StoredObject extends ObjectDescription {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
  readonly content: Buffer;
  readonly etag: string;
  readonly deleteMarker?: undefined;
}

/** What stands for the newest version of an object that was deleted from a bucket with versions. */
export interface DeleteMarker {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
  readonly deleteMarker: true;
}

export type ObjectVersion = StoredObject | DeleteMarker;
