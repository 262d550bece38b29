import { toWireError } from '../../shared/wire/errors';
import { runUntilStopped } from './runUntilStopped';
import { serveArguments } from './serveArguments';
import { startServer } from './startServer';

async function main(): Promise<void> {
  // A limit on the size of files is then an error of the write, as a full disk is, and not the end of the process.
  process.on('SIGXFSZ', () => undefined);
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const server = await startServer({ ...serveArguments(process.argv.slice(2), __dirname), log });
  process.stdout.write(`${server.url}\n`);
  log(await runUntilStopped(server));
}

main().catch((thrown: unknown) => {
  const { code, message, hint } = toWireError(thrown);
  process.stderr.write(`${[message, hint].filter(Boolean).join('\n')}\n`);
  process.exitCode = code === 'usage' || code === 'input' ? 2 : 1;
});
