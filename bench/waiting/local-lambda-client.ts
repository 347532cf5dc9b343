import { channel } from 'node:diagnostics_channel';

/** An invocation on its way from a function of the provider framework to the local cloud, in the words of the SDK. */
export interface InvokeMessage {
  readonly FunctionName: string;
  readonly Payload: string;
  readonly resolve: (output: { readonly Payload: Buffer; readonly FunctionError?: string }) => void;
}

export const INVOKE_CHANNEL = 'bench.lambda.invoke';

/**
 * As much of `@aws-sdk/client-lambda` as the provider framework uses, for the local cloud, which has no Lambda API: the
 * functions that this project is about never invoke others.
 */
export class Lambda {
  async invoke(input: Omit<InvokeMessage, 'resolve'>): Promise<unknown> {
    return new Promise((resolve) => channel(INVOKE_CHANNEL).publish({ ...input, resolve } satisfies InvokeMessage));
  }
}

export async function waitUntilFunctionActiveV2(): Promise<void> {}
