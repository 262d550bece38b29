import type { CompareResult } from '../../../shared/schemas/compare';
import { compareText } from '../compareText';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

export interface CompareOptions extends GlobalOptions {
  models?: string;
  metrics?: string;
  slice?: string;
  means?: boolean;
}

/** `rankscope compare`: contestants against the first one; the same numbers as the Compare view. */
export async function compareCommand(casePath: string, options: CompareOptions, terminal: Terminal): Promise<void> {
  const result = await withCase(casePath, options, terminal, ({ engine, session, context }) =>
    engine.table['compare.summary'](
      {
        session,
        slice: options.slice ?? null,
        preset: options.preset ?? null,
        models: listOf(options.models),
        metrics: listOf(options.metrics),
        seed: options.seed ?? 0,
        inference: options.means !== true,
      },
      context,
    ),
  );
  terminal.out(options.json ? `${JSON.stringify(result)}\n` : compareText(result as CompareResult));
}

/** Names separated by commas; commas inside parentheses belong to a metric's parameters. */
export function listOf(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  const names = text.split(/,(?![^(]*\))/).map((name) => name.trim());
  return names.filter((name) => name !== '');
}
