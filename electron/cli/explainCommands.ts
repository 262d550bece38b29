import { type Command, Option } from 'commander';
import { backgroundKinds } from '../../shared/explain/explainSchemas';
import { explainCommand } from './commands/explain';
import type { Terminal } from './terminal';

/** The command that explains one ranking. */
export function addExplainCommand(
  program: Command,
  terminal: Terminal,
  withGlobals: (command: Command) => Command,
): void {
  withGlobals(program.command('explain'))
    .description('why an item scores as it does, or why it stands above another')
    .argument('<case>', 'case folder, case.yaml or session file')
    .argument('<request_id>', 'the ranked list')
    .argument('<item>', 'an item of the list')
    .requiredOption('--model <name>', 'whose score is explained')
    .option('--versus <item>', 'another item of the list: why one scores higher')
    .addOption(
      new Option('--background <kind>', 'what the score is compared with').choices(backgroundKinds).default('list'),
    )
    .option('--covers', 'path-dependent TreeSHAP instead of a background; models of trees only')
    .option('--difference', 'with --versus: the difference of two attributions, not the other item as background')
    .option('--swap', 'with --versus: the smallest change of the item that swaps the two')
    .option('--features <names>', 'with --swap: the only features that may be changed')
    .option('--curve <feature>', 'position in the list as this feature moves, the other items fixed')
    .action((casePath: string, request: string, item: string, options) =>
      explainCommand(casePath, request, item, options, terminal),
    );
}
