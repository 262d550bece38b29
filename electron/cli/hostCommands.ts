import { type Command, InvalidArgumentError } from 'commander';
import { parseIdle } from '../serve/serveArguments';
import { openCommand } from './commands/open';
import { serveCommand } from './commands/serve';
import type { Terminal } from './terminal';
import { wholeNumber } from './wholeNumber';

/** The commands that show the workbench: in a browser, or as the desktop app. */
export function addHostCommands(
  program: Command,
  terminal: Terminal,
  withGlobals: (command: Command) => Command,
): void {
  withGlobals(program.command('serve'))
    .description('the workbench in a browser')
    .argument('[case]', 'case folder, case.yaml or session file')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', wholeNumber, 0)
    .option('--root <dir...>', 'folders that the page may look into')
    .option('--no-open', 'print the address, start no browser')
    .option('--idle-exit <time>', 'stop after so long without a page or a job, such as 30m or 2h', idleTime)
    .option(
      '--allow-host <host:port...>',
      'further addresses to answer to, such as localhost:9000 for a forwarded port',
    )
    .action((casePath: string | undefined, options) => serveCommand(casePath, options, terminal));
  withGlobals(program.command('open'))
    .description('the desktop app')
    .argument('[case]', 'case folder, case.yaml or session file')
    .action((casePath: string | undefined, options) => openCommand(casePath, options, terminal));
}

function idleTime(text: string): number {
  const minutes = parseIdle(text);
  if (minutes !== null) return minutes;
  throw new InvalidArgumentError('It must be a time such as 90s, 30m or 2h.');
}
