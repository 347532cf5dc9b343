import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { INVOKE_CHANNEL, InvokeMessage } from './local-lambda-client';
import { Functions } from '../../local-cloud/lambda/functions';

/** Lets functions of the local cloud invoke others. Returns what ends that. */
export function serveInvocations(functions: Functions): () => void {
  const invoke = async ({ FunctionName, Payload, resolve }: InvokeMessage): Promise<void> => {
    const result = await functions.invoke(FunctionName, Payload);
    if ('payload' in result) return resolve({ Payload: Buffer.from(result.payload) });
    resolve({ Payload: Buffer.from(JSON.stringify(result.functionError)), FunctionError: 'Unhandled' });
  };
  const listener = (message: unknown) => void invoke(message as InvokeMessage);
  subscribe(INVOKE_CHANNEL, listener);
  return () => unsubscribe(INVOKE_CHANNEL, listener);
}
