import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Names the stack as no other that is deployed beside it, though it be of another app. */
export function nameInRegion(stack: Stack): string {
  const parent = stack.nestedStackParent;
  return parent ? `${nameInRegion(parent)}.${pathWithin(parent, stack)}` : stack.stackName;
}

/** Names a construct by its stack and its place in it, so that the name outlives a move of the stack in the app. */
export function nameInApp(construct: IConstruct): string {
  const stack = Stack.of(construct);
  return construct === stack ? stack.node.id : `${stack.node.id}.${pathWithin(stack, construct)}`;
}

function pathWithin(scope: IConstruct, construct: IConstruct): string {
  return construct.node.path.slice(scope.node.path.length + 1).replace(/\//g, '.');
}
