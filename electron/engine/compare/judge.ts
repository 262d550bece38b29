import { buildTable, cellAt, columnOf } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Cell, Table } from '../../../shared/wire/table';
import { rowNames } from '../sql/compare/itemRows';
import { integersOf } from './columns';
import { settledContest } from './contest';
import { boundedMetric, boundsRefusal } from './contestBounds';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import { eachRankedPage } from './eachRankedPage';
import { idealDcg } from './kernels/dcg';
import { rankOrder } from './listRanks';
import { discountTable } from './rankedView';
import { rankBuffers } from './rankRequest';
import type { PairParams } from './requestPage';
import { chosenRequests, type RequestSet } from './requestSet';

export interface JudgeParams extends PairParams {
  offset: number;
  limit: number;
}

/** An unjudged row whose label could move the difference, by how much (definitions.md A12). */
interface Candidate {
  row: number;
  weight: number;
  a: number;
  b: number;
}

/**
 * The pairs of request and item to judge first: the unjudged items whose labels could move the difference most, by
 * |c|·g_max / I. `share` is each one's part of everything that unknown labels could move.
 */
export async function judgePage(
  source: ContestSource,
  set: RequestSet,
  params: JudgeParams,
  options: EvaluateOptions,
): Promise<{ table: Table; totalPairs: number }> {
  const candidates = await candidatesOf(source, set, params, options);
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  candidates.sort((x, y) => y.weight - x.weight || x.row - y.row);
  const page = candidates.slice(params.offset, params.offset + params.limit);
  const names = await source.data.db.read(rowNames(page.map(({ row }) => row)), options);
  const at = new Map(Array.from(integersOf(names, 'row_id'), (row, i) => [row, i]));
  const name = (column: string): Cell[] => page.map(({ row }) => cellAt(columnOf(names, column), at.get(row)!));
  const rank = (value: number) => (value === 0 ? null : value);
  const table = buildTable({
    request_id: { type: 'utf8', values: name('request_id') },
    item_id: { type: 'utf8', values: name('item_id') },
    rank_a: { type: 'i32', values: page.map(({ a }) => rank(a)) },
    rank_b: { type: 'i32', values: page.map(({ b }) => rank(b)) },
    weight: { type: 'f64', values: page.map(({ weight }) => weight) },
    share: { type: 'f64', values: page.map(({ weight }) => weight / total) },
  });
  return { table, totalPairs: candidates.length };
}

async function candidatesOf(
  source: ContestSource,
  set: RequestSet,
  { preset, metric: id, baseline, model }: JudgeParams,
  options: EvaluateOptions,
): Promise<Candidate[]> {
  const contest = await settledContest(source, set, { preset, models: [baseline, model], metrics: [id] }, options);
  const refusal = boundsRefusal(contest);
  const [metric] = contest.metrics;
  if (refusal !== null) throw refused(refusal);
  if (metric!.spec.name !== 'ndcg' && metric!.spec.name !== 'ndcg_exp2') throw refused('only NDCG has bounds');
  const [frame, ideal] = await Promise.all([source.data.requestFrame(), source.data.ideal(metric!.label)]);
  const bounded = boundedMetric(contest, metric!, ideal.grades);
  const chosen = chosenRequests(set.indexes, frame.requests);
  const found: Candidate[] = [];
  const { view } = rankBuffers(1, ideal.grades, false);
  const work = { label: metric!.label.name, frame, order: rankOrder(contest.settings), lists: contest.contestants };
  await eachRankedPage(source.data.db, work, options, ({ rows: { page, grades } }, ranks) => {
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      if (chosen !== null && chosen[request] === 0) continue;
      view.idealFrom = ideal.offsets[request]!;
      view.idealTo = ideal.offsets[request + 1]!;
      const norm = idealDcg(view, bounded.cutoff, bounded.gain);
      if (!(norm > 0)) continue;
      const to = frame.starts[request + 1]! - page.from;
      for (let row = frame.starts[request]! - page.from; row < to; row++) {
        if (!Number.isNaN(grades[row]!)) continue;
        const [a, b] = [ranks[0]![row]!, ranks[1]![row]!];
        const change = discountWithin(b, bounded.cutoff) - discountWithin(a, bounded.cutoff);
        if (change !== 0)
          found.push({ row: page.from + row, weight: (Math.abs(change) * bounded.maxGain) / norm, a, b });
      }
    }
  });
  return found;
}

function discountWithin(rank: number, cutoff: number): number {
  return rank === 0 || rank > cutoff ? 0 : discountTable(rank)[rank]!;
}

function refused(reason: string): RankscopeError {
  return new RankscopeError({ code: 'refused', message: `There is no list of pairs to judge: ${reason}.` });
}
