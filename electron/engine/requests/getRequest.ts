import { formatTime, timeDigits } from '../../../shared/format/numbers';
import { buildColumn, cellAt } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Cell, Column, Table } from '../../../shared/wire/table';
import { type Contest, contestVectors, defaultContestants, settledContest } from '../compare/contest';
import type { EvaluateOptions } from '../compare/contestData';
import type { ContestSource } from '../compare/contestSource';
import { type PageList, readPageList, readPageRows } from '../compare/pageLists';
import { rankBuffers, rankRequest } from '../compare/rankRequest';
import type { RequestSet } from '../compare/requestSet';
import { neighbors, requestIndex, requestItems, requestRow } from '../sql/requests/requestRows';

export interface RequestParams {
  request: string;
  preset: string | null;
  models: readonly string[] | null;
  metrics: readonly string[] | null;
}

export interface RequestDetail {
  request: string;
  /** What the log says of the request, by column; times as text, in UTC. */
  facts: Record<string, Cell>;
  table: Table;
  metrics: { metric: string; model: string; value: number | null }[];
  previous: string | null;
  next: string | null;
}

/** One request's list under every contestant, with the metrics it gets. */
export async function getRequest(
  source: ContestSource,
  params: RequestParams,
  options: EvaluateOptions,
): Promise<RequestDetail> {
  const { db } = source.data;
  const found = await db.readOne(requestIndex(params.request), options);
  if (!found) {
    throw new RankscopeError({ code: 'not_found', message: `The log has no request "${params.request}".` });
  }
  const index = Number(found.request_index);
  const names = params.models ?? withLogged(source);
  const set: RequestSet = { total: source.requests, indexes: Uint32Array.of(index), rows: 0 };
  const wanted = { preset: params.preset, models: names, metrics: params.metrics };
  const contest = await settledContest(source, set, wanted, options);
  const [facts, around, table, vectors] = await Promise.all([
    db.read(requestRow(index), options),
    db.readRows(neighbors(index), options),
    requestTable(contest, index, options),
    contestVectors(contest, options),
  ]);
  const idOf = (wanted: number) => around.find((row) => row.request_index === wanted)?.request_id ?? null;
  return {
    request: params.request,
    facts: Object.fromEntries(facts.columns.map((column) => [column.name, factOf(column)])),
    table,
    metrics: contest.metrics.flatMap((metric, m) =>
      contest.contestants.map(({ name }, c) => ({
        metric: metric.id,
        model: name,
        value: presentOrNull(vectors[m]!.values[c]![0]!),
      })),
    ),
    previous: idOf(index - 1) as string | null,
    next: idOf(index + 1) as string | null,
  };
}

/** Times as people read them, in UTC. */
function factOf(column: Column): Cell {
  const value = cellAt(column, 0);
  return column.type === 'time' && typeof value === 'number' ? formatTime(value, timeDigits([value])) : value;
}

function withLogged(source: ContestSource): string[] {
  const models = defaultContestants(source).filter((name) => name !== '@logged');
  return source.hasPositions ? ['@logged', ...models] : models;
}

async function requestTable(contest: Contest, index: number, options: EvaluateOptions): Promise<Table> {
  const { source, contestants } = contest;
  const { db } = source.data;
  const { starts, pinned } = await source.data.requestFrame();
  const page = { firstRequest: index, endRequest: index + 1, from: starts[index]!, to: starts[index + 1]! };
  const label = contest.metrics[0]?.label.name ?? source.defaultLabel;
  const items = await db.read(requestItems(label, page.from, page.to), options);
  if (label === null) return items;
  const reading = readPageRows(db, { label, pinned }, page, options.signal);
  const [rows, ...lists] = await Promise.all([
    reading,
    ...contestants.map((contestant) => readPageList(db, contestant, { page, rows: reading }, options.signal)),
  ]);
  const length = page.to - page.from;
  const buffers = rankBuffers(length, new Float64Array(0), false);
  const columns = lists.flatMap((list, c) => {
    if (list.list === 'random') return [];
    rankRequest(rows, list, 0, length, buffers);
    const ranks = new Array<number | null>(length).fill(null);
    for (let i = 0; i < buffers.view.length; i++) ranks[buffers.order[i]!] = buffers.view.ranks[i]!;
    return [...scoreColumn(contestants[c]!.name, list), buildColumn(`rank:${contestants[c]!.name}`, 'i32', ranks)];
  });
  return { rows: items.rows, columns: [...items.columns, ...columns] };
}

function scoreColumn(name: string, list: PageList): Column[] {
  if (list.list !== 'scores') return [];
  return [buildColumn(`score:${name}`, 'f64', Array.from(list.scores, presentOrNull))];
}

function presentOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
