// Says where the server listens, and ends it when whoever started it closes its input or is gone.
export function listening(url) {
  console.log(`Listening on ${url}`);
  process.stdin.on('end', () => process.exit(0)).resume();
}
