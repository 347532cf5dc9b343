/** Shows a line that changes. Returns what ends that. */
export function showProgress(line: () => string): () => void {
  const timer = setInterval(() => process.stderr.write(`\r${line()}  `), 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r');
  };
}
