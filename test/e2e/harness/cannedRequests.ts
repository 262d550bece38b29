import type { Contract } from '../../../shared/contract';
import { buildTable } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import { noise, queryOf, requestId } from './cannedTables';

/** Requests in the order of their difference; `order` only turns them around. */
export function cannedRequests(total: number, offset: number, limit: number, order: string): Table {
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => offset + at);
  const delta = (row: number) => (order === 'best' ? 1 : -1) * (1 - (2 * row) / total) ** 3 * 0.9;
  const a = (row: number) => 0.5 - delta(row) / 2;
  const values = <T>(of: (row: number) => T) => rows.map(of);
  return buildTable({
    request_id: { type: 'utf8', values: values((row) => requestId((row * 37) % total)) },
    query: { type: 'utf8', values: values((row) => queryOf(row)) },
    rows: { type: 'f64', values: values((row) => 10 + (row % 25)) },
    a: { type: 'f64', values: values(a) },
    b: { type: 'f64', values: values((row) => a(row) + delta(row)) },
    delta: { type: 'f64', values: values(delta) },
  });
}

export function cannedDistribution(bins: number): Contract['compare.distribution']['result'] {
  const edges = Array.from({ length: bins + 1 }, (_, at) => -1 + (2 * at) / bins);
  const middle = (bins - 1) / 2;
  const counts = edges.slice(1).map((_, at) => Math.round(640 * Math.exp(-Math.abs(at - middle + 1.2) / 3.2)));
  return { edges, counts, zeros: 4917, wins: 1893, losses: 2310, nulls: 3283 };
}

/** One list of 24 items, 18 of them shown. */
export function cannedRequest(request: string, contestants: string[]): Contract['request.get']['result'] {
  const seed = Number(request.slice(2)) || 1;
  const rows = Array.from({ length: 24 }, (_, row) => row);
  const ranks = contestants.map((_, at) => {
    const score = rows.map((row) => 24 - row + noise(seed * 31 + row + at * 100) * (6 + at * 5));
    const order = [...rows].sort((x, y) => score[y]! - score[x]!);
    return { score, rank: rows.map((row) => order.indexOf(row) + 1) };
  });
  const scored = contestants.flatMap((name, at) => [
    [`score:${name}`, { type: 'f64' as const, values: ranks[at]!.score }],
    [`rank:${name}`, { type: 'i32' as const, values: ranks[at]!.rank }],
  ]);
  return {
    request,
    facts: {
      query: queryOf(seed),
      served_at: '2026-07-09 14:03:11',
      user_id: 'u-4411',
      surface: 'home',
      rows: 24,
      shown: 18,
    },
    table: buildTable({
      item_id: { type: 'utf8', values: rows.map((row) => `p-${10_000 + ((seed + row * 613) % 80_000)}`) },
      position: { type: 'i32', values: rows.map((row) => (row < 18 ? row + 1 : null)) },
      label: { type: 'f64', values: rows.map((row) => (row >= 18 ? null : noise(seed + row) > 0.85 ? 1 : 0)) },
      ...Object.fromEntries(scored),
    }),
    metrics: ['ndcg@10', 'mrr', 'p@5'].flatMap((metric, m) =>
      contestants.map((model, at) => ({
        metric,
        model,
        value: metric === 'p@5' && at === 1 ? null : noise(seed + m * 7 + at),
      })),
    ),
    previous: seed > 0 ? requestId(seed - 1) : null,
    next: requestId(seed + 1),
  };
}
