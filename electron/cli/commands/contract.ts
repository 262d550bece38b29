import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

/**
 * `rankscope contract`: the schema that serving should log, as JSON that `check --contract` takes; with `--json` beside the
 * keys that every result carries.
 */
export async function contractCommand(casePath: string, options: GlobalOptions, terminal: Terminal): Promise<void> {
  const { contract, info } = await withCase(
    casePath,
    options,
    terminal,
    async ({ engine, session, info: found, context }) => ({
      contract: await engine.table['case.contract']({ session }, context),
      info: found,
    }),
  );
  if (!options.json) return terminal.out(`${JSON.stringify(contract, null, 2)}\n`);
  const { version, case: name, ...rest } = contract;
  const { inputs, warnings } = info;
  const common = { version, case: name, inputs, seed: options.seed ?? 0, definitions: {}, warnings };
  terminal.out(`${JSON.stringify({ ...common, ...rest })}\n`);
}
