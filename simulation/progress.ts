/** Shows a line that changes, until what it gives is called. */
export function showProgress(line: () => string): () => void {
  const timer = setInterval(() => process.stderr.write(`\r${line()}  `), 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r');
  };
}
