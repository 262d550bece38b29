import { writeFile } from 'node:fs/promises';
import type { CompareResult } from '../../../shared/schemas/compare';
import { RankscopeError } from '../../../shared/wire/errors';
import { compareMarkdown } from '../compareMarkdown';
import { compareText } from '../compareText';
import { GateError } from '../exitCodes';
import { checkGates, gateWarnings } from '../gates/checkGates';
import { parseGates } from '../gates/parseGates';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

export interface CompareOptions extends GlobalOptions {
  models?: string;
  metrics?: string;
  slice?: string;
  by?: string;
  means?: boolean;
  failIf?: string;
  markdown?: string;
}

/**
 * `rankscope compare`: contestants against the first one; the same numbers as the Compare view. A gate that is hit ends
 * in a `GateError` after the result was written.
 */
export async function compareCommand(casePath: string, options: CompareOptions, terminal: Terminal): Promise<void> {
  const gates = options.failIf === undefined ? [] : parseGates(options.failIf);
  const means = options.means === true && options.slice === undefined && options.by === undefined;
  const { result: found, checks } = await withCase(
    casePath,
    { ...options, lazyTables: means },
    terminal,
    async ({ engine, session, info, context }) => {
      const params = {
        session,
        slice: options.slice ?? null,
        preset: options.preset ?? null,
        models: listOf(options.models),
        metrics: listOf(options.metrics),
        seed: options.seed ?? 0,
        inference: options.means !== true,
        by: options.by ?? null,
      };
      return { result: await engine.table['compare.summary'](params, context), checks: info.checks };
    },
  );
  const result: CompareResult = { ...found, warnings: [...found.warnings, ...gateWarnings(gates)] };
  terminal.out(options.json ? `${JSON.stringify(result)}\n` : compareText(result));
  const hits = checkGates(gates, result, checks);
  if (options.markdown !== undefined) await writeMarkdown(options.markdown, compareMarkdown(result, hits));
  if (hits.length > 0) throw new GateError(hits.map(({ gate, sentence }) => `gate "${gate}": ${sentence}`));
}

async function writeMarkdown(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: unknown) => {
    const message = `The summary cannot be written to ${file}.`;
    throw new RankscopeError({ code: 'usage', message, where: { file } }, { cause });
  });
}

/** Names separated by commas; commas inside parentheses belong to a metric's parameters. */
export function listOf(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  const names = text.split(/,(?![^(]*\))/).map((name) => name.trim());
  return names.filter((name) => name !== '');
}
