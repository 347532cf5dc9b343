export type RuntimeLanguage = 'nodejs' | 'python';

export function isPython(runtime: string): boolean {
  return runtime.startsWith('python');
}

export function nodeVersion(runtime: string): number {
  return Number(/^nodejs(\d+)/.exec(runtime)?.[1]);
}
