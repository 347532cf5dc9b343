import { type FunctionCode } from './function-code';

export interface FunctionConfiguration {
  readonly functionName: string;
  readonly functionArn: string;
  /** @default - $LATEST */
  readonly version?: string;
  /** E.g. `nodejs24.x`. */
  readonly runtime: string;
  readonly code: FunctionCode;
  /** `<file>.<export>` */
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
}
