import { buildTable, cellAt, columnOf } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Cell, Table } from '../../../shared/wire/table';
import { requestFacts } from '../sql/compare/requestFacts';
import { integersOf } from './columns';
import { contestVectors, settledContest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import { differencesOf } from './differences';
import { orderRequests, type RequestOrder } from './orderRequests';
import type { RequestSet } from './requestSet';

/** One pair on one metric. */
export interface PairParams {
  preset: string | null;
  metric: string;
  baseline: string;
  model: string;
}

export interface RequestPageParams extends PairParams {
  order: RequestOrder;
  offset: number;
  limit: number;
}

/** Per-request values of a pair on the requests of the set; NaN = null. */
export async function pairValues(
  source: ContestSource,
  set: RequestSet,
  params: PairParams,
  options: EvaluateOptions,
): Promise<{ a: Float64Array; b: Float64Array; delta: Float64Array }> {
  const { preset, metric, baseline, model } = params;
  const names = baseline === model ? [baseline] : [baseline, model];
  const contest = await settledContest(source, set, { preset, models: names, metrics: [metric] }, options);
  const [vectors] = await contestVectors(contest, options);
  if (vectors!.whole) throw notPerRequest(metric);
  const a = vectors!.values[0]!;
  const b = vectors!.values[1] ?? a;
  return { a, b, delta: differencesOf(a, b).all };
}

/** A page of `compare.requests`: ids, queries and list lengths read for that page only. */
export async function requestPage(
  source: ContestSource,
  set: RequestSet,
  params: RequestPageParams,
  options: EvaluateOptions,
): Promise<{ table: Table; totalRequests: number }> {
  const { a, b, delta } = await pairValues(source, set, params, options);
  const order = orderRequests(delta, params.order).subarray(params.offset, params.offset + params.limit);
  const indexes = Array.from(order, (position) => (set.indexes === null ? position : set.indexes[position]!));
  const facts = await source.data.db.read(requestFacts(indexes, source.hasQuery), { signal: options.signal });
  const rowOf = new Map(Array.from(integersOf(facts, 'request_index'), (request, row) => [request, row]));
  const fact = (name: string): Cell[] => {
    const column = columnOf(facts, name);
    return indexes.map((request) => cellAt(column, rowOf.get(request)!));
  };
  const values = (vector: Float64Array): Cell[] =>
    Array.from(order, (position) => (Number.isNaN(vector[position]!) ? null : vector[position]!));
  const table = buildTable({
    request_id: { type: 'utf8', values: fact('request_id') },
    query: { type: 'utf8', values: fact('query') },
    rows: { type: 'i32', values: fact('rows') },
    a: { type: 'f64', values: values(a) },
    b: { type: 'f64', values: values(b) },
    delta: { type: 'f64', values: values(delta) },
  });
  return { table, totalRequests: delta.length };
}

function notPerRequest(metric: string): RankscopeError {
  return new RankscopeError({
    code: 'unsupported',
    message: `The metric "${metric}" is a number of all lists together: single requests have none.`,
    hint: 'Use a ranking metric such as ndcg@10 to look at requests.',
  });
}
