import { runWorkerRole } from '../engine/workers/entry';
import { exitCodeOf, exitCodes, failureText } from './exitCodes';
import { runCli } from './program';
import { processTerminal } from './terminal';

if (!runWorkerRole()) {
  const terminal = processTerminal();
  // Node would end with 1, the code of a gate that was hit.
  const fail = (thrown: unknown) => {
    // The reader of a pipe, such as `head`, has seen enough.
    if ((thrown as { code?: unknown } | null)?.code === 'EPIPE') process.exit(exitCodes.done);
    terminal.err(failureText(thrown, process.argv.includes('--debug')));
    process.exit(exitCodeOf(thrown));
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // A limit on the size of files is then an error of the write, as a full disk is, and not the end of the process.
  process.on('SIGXFSZ', () => undefined);
  // Not process.exit: output that is still in a pipe would be lost.
  void runCli(process.argv.slice(2), terminal).then((code) => {
    process.exitCode = code;
  });
}
