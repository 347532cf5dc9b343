import { type ExportedOutput, type Stack } from './stack';
import { type StackOutputReference } from '../template/evaluate';
import { TemplateError } from '../template/template';

export interface StackExport {
  readonly name: string;
  readonly value: string;
  readonly exportingStackId: string;
}

/** Returns all exports of living stacks. */
export function exportsOf(stacks: readonly Stack[]): StackExport[] {
  return stacks.flatMap(({ stackId, outputs }) =>
    outputs.flatMap(({ exportName, value }) =>
      exportName === undefined ? [] : [{ name: exportName, value, exportingStackId: stackId }],
    ),
  );
}

/** Returns the reason why a stack cannot have these outputs: an export is in use, or its name is taken. */
export function exportConflict(
  stack: Stack,
  outputs: readonly ExportedOutput[],
  others: readonly Stack[],
): string | undefined {
  for (const { name, value } of exportsOf([stack])) {
    const kept = outputs.find(({ exportName }) => exportName === name);
    const user = others.find(({ template }) => template?.imports.has(name));
    if (user && !kept) return `Cannot delete export ${name} as it is in use by ${user.stackName}.`;
    if (user && kept?.value !== value) return `Cannot update export ${name} as it is in use by ${user.stackName}.`;
  }
  const taken = exportsOf(others).find(({ name }) => outputs.some(({ exportName }) => exportName === name));
  if (!taken) return undefined;
  const owner = others.find(({ stackId }) => stackId === taken.exportingStackId);
  return `Export with name ${taken.name} is already exported by stack ${owner?.stackName ?? taken.exportingStackId}.`;
}

/**
 * Evaluates Fn::GetStackOutput: the present value of an output, exported or not, which may change or go at any time.
 *
 * @see
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
export function stackOutput(
  { stackName, outputName, region }: StackOutputReference,
  ownRegion: string,
  stacks: readonly Stack[],
): string {
  if (region !== undefined && region !== ownRegion) {
    throw new TemplateError(
      `the local cloud has one Region, ${ownRegion}: Fn::GetStackOutput cannot read from ${region}`,
    );
  }
  const stack = stacks.find((one) => one.stackName === stackName || one.stackId === stackName);
  if (stack === undefined) {
    throw new TemplateError(`Template error: Fn::GetStackOutput: Stack ${stackName} does not exist`);
  }
  const output = stack.outputs.find(({ key }) => key === outputName);
  if (output !== undefined) return output.value;
  throw new TemplateError(`Template error: Fn::GetStackOutput: Stack ${stackName} has no output ${outputName}`);
}
