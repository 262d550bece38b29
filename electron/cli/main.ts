import { runWorkerRole } from '../engine/workers/entry';
import { runCli } from './program';
import { processTerminal } from './terminal';

if (!runWorkerRole()) {
  // Not process.exit: output that is still in a pipe would be lost.
  void runCli(process.argv.slice(2), processTerminal()).then((code) => {
    process.exitCode = code;
  });
}
