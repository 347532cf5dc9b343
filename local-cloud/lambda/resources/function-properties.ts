/** The properties of `AWS::Lambda::Function` that have an effect here. */
export interface FunctionProperties {
  readonly FunctionName?: string;
  readonly Runtime?: string;
  readonly PackageType?: string;
  readonly Layers?: readonly string[];
  readonly Code: CodeSource;
  readonly Handler: string;
  readonly Role: string;
  readonly Timeout?: number | string;
  readonly MemorySize?: number | string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  readonly LoggingConfig?: { readonly LogGroup?: string };
}

/** The property `Code` of a function: inline, or a zip in S3. */
export interface CodeSource {
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  /** The image of a container, which is refused. */
  readonly ImageUri?: string;
}
