import type { Command } from 'commander';
import { paretoCommand } from './commands/pareto';
import type { Terminal } from './terminal';

/** The command about the weights of value models. */
export function addWeightCommand(
  program: Command,
  terminal: Terminal,
  withGlobals: (command: Command) => Command,
): void {
  withGlobals(program.command('pareto'))
    .description("what a model's weights trade against each other, and which nothing dominates")
    .argument('<case>', 'case folder, case.yaml or session file')
    .requiredOption('--model <name>', 'a model with objectives: or blend: in case.yaml')
    .option('--weights <list>', 'grid, grid:<steps>, or such as "click=1,order=3;click=1,order=9"', 'grid')
    .option('--metrics <ids>', "list metrics to judge by; default the case's first on each objective's label")
    .option('--slice <sql>', 'predicate over the log')
    .option('--no-halves', 'choose and report on the same users; optimistic')
    .action((casePath: string, options) => paretoCommand(casePath, options, terminal));
}
