import type { Command } from 'commander';
import { modelsCommand } from './commands/models';
import type { Terminal } from './terminal';

/** The command that describes the models of a case. */
export function addModelsCommand(
  program: Command,
  terminal: Terminal,
  withGlobals: (command: Command) => Command,
): void {
  withGlobals(program.command('models'))
    .description('what the models of a case are made of, and what two of them differ in')
    .argument('<case>', 'case folder, case.yaml or session file')
    .option('--model <name>', 'one model: inputs with coverage, contents, importance, fidelity, file')
    .option('--diff <names...>', 'two models: only what differs')
    .action((casePath: string, options) => modelsCommand(casePath, options, terminal));
}
