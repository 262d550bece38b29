import { nearestName } from '../../../shared/case/nearestName';
import type { CompareBlock } from '../../../shared/schemas/compare';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import { requestValues } from '../sql/compare/requestMarks';
import { integersOf } from './columns';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';

const mostBlocks = 100;

/** One block for each value of a column that is constant inside requests, largest first; null values are a block too. */
export async function byBlocks(
  contest: Contest,
  column: string,
  options: EvaluateOptions,
  blockOf: (part: Contest) => Promise<Omit<CompareBlock, 'value'>>,
): Promise<CompareBlock[]> {
  const groups = await groupsOf(contest, column, options);
  const blocks: CompareBlock[] = [];
  for (const [value, indexes] of groups) {
    const set = { total: contest.set.total, indexes: Uint32Array.from(indexes), rows: await rowsOf(contest, indexes) };
    blocks.push({ value, ...(await blockOf({ ...contest, set })) });
  }
  return blocks;
}

async function groupsOf(contest: Contest, column: string, options: EvaluateOptions) {
  const { source, set } = contest;
  if (!source.columns.includes(column)) throw unknownColumn(column, source.columns);
  const table = await source.data.db.read(requestValues(column), options);
  const mixed = integersOf(table, 'mixed');
  const values = columnOf(table, 'value');
  const groups = new Map<string | null, number[]>();
  const requests = set.indexes ?? Uint32Array.from({ length: set.total }, (_, request) => request);
  for (const request of requests) {
    if (mixed[request] === 1) throw changesInside(column);
    const value = cellAt(values, request) as string | null;
    const known = groups.get(value);
    if (known) known.push(request);
    else groups.set(value, [request]);
    if (groups.size > mostBlocks) throw tooMany(column);
  }
  return [...groups].sort(([a, x], [b, y]) => y.length - x.length || ((a ?? '') < (b ?? '') ? -1 : 1));
}

async function rowsOf({ source }: Contest, requests: readonly number[]): Promise<number> {
  const { starts } = await source.data.requestFrame();
  return requests.reduce((rows, request) => rows + starts[request + 1]! - starts[request]!, 0);
}

function unknownColumn(column: string, columns: readonly string[]): RankscopeError {
  const near = nearestName(column, columns);
  return new RankscopeError({
    code: 'input',
    message: `The log has no column "${column}" to compare by.`,
    hint: near === null ? `It has ${columns.join(', ')}.` : `Did you mean "${near}"?`,
  });
}

function changesInside(column: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The column "${column}" changes inside a request, so requests cannot be grouped by it.`,
    hint: 'Use a column that is the same on all rows of a request, such as surface, or a slice.',
  });
}

function tooMany(column: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The column "${column}" has more than ${mostBlocks} values.`,
    hint: 'Use a slice for the values that matter.',
  });
}
