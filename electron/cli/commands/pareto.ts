import type { ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import type { GlobalOptions } from '../globalOptions';
import { paretoText } from '../paretoText';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';
import { listOf } from './compare';

export interface ParetoOptions extends GlobalOptions {
  model: string;
  weights?: string;
  metrics?: string;
  slice?: string;
  /** False with `--no-halves`. */
  halves: boolean;
}

/** `rankscope pareto`: what the weights of a value model trade against each other. */
export async function paretoCommand(casePath: string, options: ParetoOptions, terminal: Terminal): Promise<void> {
  const wish = {
    slice: options.slice ?? null,
    preset: options.preset ?? null,
    model: options.model,
    metrics: listOf(options.metrics),
    seed: options.seed ?? 0,
    halves: options.halves,
    ...parseWeights(options.weights ?? 'grid'),
  };
  const { info, result } = await withCase(casePath, options, terminal, async ({ engine, session, info, context }) => {
    return { info, result: await engine.table['models.pareto']({ session, ...wish }, context) };
  });
  if (!options.json) return terminal.out(paretoText(info.name, result));
  const { seed, definitions, warnings, ...rest } = result;
  const common = { version: 1, case: info.name, inputs: info.inputs, slice: wish.slice, seed };
  terminal.out(
    `${JSON.stringify({ ...common, ...rest, definitions: { ...definitions, ...studyOf(result) }, warnings })}\n`,
  );
}

/** `grid`, `grid:<steps>`, or weights such as `click=1,order=3;click=1,order=9`. */
export function parseWeights(text: string): { divisions: number | null; weights: Record<string, number>[] | null } {
  const grid = /^grid(?::(\d+))?$/.exec(text.trim());
  if (grid) {
    const divisions = grid[1] === undefined ? null : Number(grid[1]);
    if (divisions !== null && (divisions < 1 || divisions > 200)) throw misuse('A grid has 1 to 200 steps.');
    return { divisions, weights: null };
  }
  const weights = text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map(parseOne);
  if (weights.length === 0) throw misuse('--weights names no weights.');
  if (weights.length > 500) throw misuse('--weights takes at most 500 sets of weights.');
  return { divisions: null, weights };
}

function parseOne(text: string): Record<string, number> {
  const pairs = text.split(',').map((part): [string, number] => {
    const at = part.lastIndexOf('=');
    const value = Number(part.slice(at + 1));
    if (at < 1 || part.slice(at + 1).trim() === '' || !Number.isFinite(value)) {
      throw misuse(`"${part.trim()}" in --weights is not a name and a number.`);
    }
    return [part.slice(0, at).trim(), value];
  });
  return Object.fromEntries(pairs);
}

function misuse(message: string): RankscopeError {
  return new RankscopeError({
    code: 'usage',
    message,
    hint: 'Write grid, grid:<steps>, or weights such as "click=1,order=3;click=1,order=9".',
  });
}

function studyOf({ halves, reference }: ParetoResult) {
  return {
    front: {
      dominated: 'another is at least as good in all axes and better in one',
      tolerance: 1e-12,
      halves: halves ? 'front on half of the users (hash of the id), values and intervals on the other' : null,
      statistically: 'paired interval of the lead above 0 in one axis, wholly below 0 in none',
      floor: "items in the lowest share of the list's predictions of one objective below the rest",
    },
    hypervolume: { of: 'reported values of the front', reference, referenceIs: 'mean over all orders' },
  };
}
