const STACK_ID = /^arn:[^:]+:cloudformation:[^:]+:\d{12}:stack\/[^/]+\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Returns true if CloudFormation made the id; other engines use other forms. */
export function isStackId(id: string): boolean {
  return STACK_ID.test(id);
}

export function stackName(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}
