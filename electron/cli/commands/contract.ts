import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

/** `rankscope contract`: the schema that serving should log, as JSON that `check --contract` takes. */
export async function contractCommand(casePath: string, options: GlobalOptions, terminal: Terminal): Promise<void> {
  const contract = await withCase(casePath, options, terminal, ({ engine, session, context }) =>
    engine.table['case.contract']({ session }, context),
  );
  terminal.out(`${JSON.stringify(contract, null, options.json ? undefined : 2)}\n`);
}
