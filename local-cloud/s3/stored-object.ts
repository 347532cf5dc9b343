export type Tags = Readonly<Record<string, string>>;

export interface Checksum {
  /** The algorithm as in `x-amz-checksum-…`. */
  readonly algorithm: string;
  readonly value: string;
  /** COMPOSITE is the checksum of the parts' checksums. */
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The client's description of an object. */
export interface ObjectDescription {
  /** The headers that are returned with the object: `content-type`, `x-amz-meta-…` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Tags;
  /** The checksum that the client sent, or asked for. */
  readonly checksum?: Checksum;
  /** The hash of the parts' hashes, for an object that was uploaded in parts. @default - the MD5 of the content */
  readonly etag?: string;
  /** The sizes of the parts in which it was uploaded. */
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

/** The newest version of an object that was deleted from a bucket with versions. */
export interface DeleteMarker {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
  readonly deleteMarker: true;
}

export type ObjectVersion = StoredObject | DeleteMarker;
