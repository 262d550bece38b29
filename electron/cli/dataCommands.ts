import type { Command } from 'commander';
import { checkCommand } from './commands/check';
import { contractCommand } from './commands/contract';
import { extractCommand } from './commands/extract';
import { initCommand } from './commands/init';
import type { Terminal } from './terminal';

/** The commands about getting data in and knowing what is wrong with it. */
export function addDataCommands(
  program: Command,
  terminal: Terminal,
  withGlobals: (command: Command) => Command,
): void {
  withGlobals(program.command('init'))
    .description('guess roles, write case.yaml')
    .argument('<files...>', 'tables, TREC runs, qrels, models, or folders of them')
    .option('--out <dir>', 'where case.yaml goes; default the folder that holds them all')
    .option('--name <text>', 'name of the case')
    .option('--role <role=column...>', 'a role that is known, such as item=sku; role= for none')
    .option('--force', 'replace a case.yaml that is there')
    .action((files: string[], options) => initCommand(files, options, terminal));
  withGlobals(program.command('check'))
    .description('what is wrong with the data')
    .argument('<case>', 'case folder, case.yaml or session file')
    .option('--strict <ids>', 'checks that must count nothing, such as duplicates,nan; else exit code 2')
    .option('--contract <file>', 'compare the log with what `rankscope contract` wrote')
    .action((casePath: string, options) => checkCommand(casePath, options, terminal));
  withGlobals(program.command('contract'))
    .description('the schema that serving should log')
    .argument('<case>', 'case folder, case.yaml or session file')
    .action((casePath: string, options) => contractCommand(casePath, options, terminal));
  withGlobals(program.command('extract'))
    .description('the SQL that draws a user-hashed sample from a warehouse')
    .argument('[case]', 'a case whose column names are taken over')
    .requiredOption('--dialect <name>', 'bigquery, trino, spark, snowflake or duckdb')
    .option('--rate <share>', 'share of units to draw, above 0, at most 1', '0.005')
    .option('--unit <unit>', 'user, request or item', 'user')
    .option('--from <time>', 'first time, UTC')
    .option('--to <time>', 'end, exclusive, UTC')
    .option('--table <name=table...>', 'impressions, clicks and orders by the names of the warehouse; clicks= for none')
    .option('--columns <role=column,...>', 'columns by the names of the warehouse; role= for none')
    .option('--features <columns>', 'feature columns to take along')
    .option('--click-window <time>', 'how long after the row a click counts', '30m')
    .option('--order-window <time>', 'how long after the row an order counts', '7d')
    .option('--salt <text>', 'another salt draws other units', 'rankscope')
    .action((casePath: string | undefined, options) => extractCommand(casePath, options, terminal));
}
