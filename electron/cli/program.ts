import { Command, CommanderError } from 'commander';
import { version } from '../../shared/version';
import { buildCommand } from './commands/build';
import { compareCommand } from './commands/compare';
import { objectivesCommand } from './commands/objectives';
import { addDataCommands } from './dataCommands';
import { exitCodeOf, exitCodes, failureText } from './exitCodes';
import { addExplainCommand } from './explainCommands';
import { addHostCommands } from './hostCommands';
import { addModelsCommand } from './modelCommands';
import type { Terminal } from './terminal';
import { addWeightCommand } from './weightCommands';
import { wholeNumber } from './wholeNumber';

/** Runs one command line and gives its exit code. `args` are the words after the program's name. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCodes.done;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.input;
    terminal.err(failureText(thrown, args.includes('--debug')));
    return exitCodeOf(thrown);
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('rankscope')
    .description('Why did this ranking get worse?')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('Run with --help for the options.');
  addDataCommands(program, terminal, withGlobals);
  withGlobals(program.command('build'))
    .description('build or refresh the session of a case')
    .argument('<case>', 'case folder, case.yaml or session file')
    .option('-o, --output <file>', 'where to write the session')
    .action((casePath: string, options) => buildCommand(casePath, options, terminal));
  withGlobals(program.command('compare'))
    .description('compare models by ranking metrics')
    .argument('<case>', 'case folder, case.yaml or session file')
    .option('--models <names>', 'contestants, the baseline first; @logged is the list as shown')
    .option('--metrics <ids>', 'such as ndcg@10,map@10,mrr')
    .option('--slice <sql>', 'predicate over the log')
    .option('--by <column>', 'one block for each value of a column, such as surface')
    .option('--fail-if <gates>', 'exit code 1 when one holds, such as "ndcg@10.lo < -0.002 or verdict = worse"')
    .option('--markdown <file>', 'write a summary for a pull request or a build page')
    .option('--means', 'means only: no intervals, no tests')
    .action((casePath: string, options) => compareCommand(casePath, options, terminal));
  withGlobals(program.command('objectives'))
    .description('each objective of a model against its label, and whether blend weights mean anything')
    .argument('<case>', 'case folder, case.yaml or session file')
    .option('--models <names>', 'models with objectives; default all of them')
    .option('--slice <sql>', 'predicate over the log')
    .action((casePath: string, options) => objectivesCommand(casePath, options, terminal));
  addHostCommands(program, terminal, withGlobals);
  addExplainCommand(program, terminal, withGlobals);
  addModelsCommand(program, terminal, withGlobals);
  addWeightCommand(program, terminal, withGlobals);
  return program;
}

function withGlobals(command: Command): Command {
  return command
    .option('--json', 'one JSON object on standard output')
    .option('--quiet', 'no progress and no messages')
    .option('--debug', 'stacks with failures')
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option('--preset <name>', 'metric conventions, such as trec_eval')
    .option('--memory <size>', 'memory limit of the database, such as 4GB')
    .option('--session-dir <dir>', 'where sessions are kept')
    .option('--private', 'a session of its own, not kept');
}
