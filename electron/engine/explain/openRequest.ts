import { nearestName } from '../../../shared/case/nearestName';
import type { FeatureRows } from '../../../shared/explain/batchScorer';
import { positionAmong, type Rival } from '../../../shared/explain/rankCurve';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import type { Session } from '../session/session';
import { listRows, requestRange } from '../sql/explain/explainRows';
import { type FeatureGroup, featureGroups } from './featureGroups';
import { explainable, type OpenScorer, openScorer } from './openScorer';
import { readRange } from './readMatrix';

/** One item of an explained list. */
export interface ListedItem {
  item: string;
  /** As served; null = not shown. */
  position: number | null;
  /** Reason of the last move after the model, and the kind of slot, as logged. */
  rule: string | null;
  slot: string | null;
  /** Score of the session; null = none. */
  stored: number | null;
}

/** One request's list under one model, scored again row by row. */
export interface OpenRequest {
  session: Session;
  request: string;
  /** `request_index` of the request. */
  index: number;
  model: string;
  scorer: OpenScorer;
  items: ListedItem[];
  fed: FeatureRows;
  logged: FeatureRows;
  /** The explained score of each item; NaN where the model gives none. */
  scores: Float64Array;
  groups: FeatureGroup[];
}

export interface RequestWish {
  request: string;
  model: string;
}

/** Opens a request for explanations, does the work and closes the model again. */
export async function withRequest<T>(
  session: Session,
  { request, model }: RequestWish,
  signal: AbortSignal | undefined,
  work: (open: OpenRequest) => Promise<T>,
): Promise<T> {
  const { scores: table } = explainable(session, model);
  const found = await session.db.readOne(requestRange(request), { signal });
  if (!found) throw new RankscopeError({ code: 'not_found', message: `The log has no request "${request}".` });
  const range = { first: Number(found.first), last: Number(found.last) };
  const index = Number(found.index);
  const scorer = await openScorer(session, model);
  try {
    const rows = await session.db.readRows(listRows(table, range, session.meta.columns), { signal });
    const { fed, logged, present } = await readRange(session.db, scorer, range, signal);
    if (fed.rows !== rows.length) throw withoutFeatures(request, rows.length - fed.rows);
    if (signal?.aborted) throw cancelledError();
    const scores = (await scorer.score(fed)).map((score, row) =>
      present[row] && Number.isFinite(score) ? score : Number.NaN,
    );
    const items = rows.map((row) => ({
      item: String(row.item_id),
      position: row.position === null ? null : Number(row.position),
      rule: row.rule as string | null,
      slot: row.slot as string | null,
      stored: row.score as number | null,
    }));
    const groups = featureGroups(scorer, session.meta.featureGroups);
    return await work({ session, request, index, model, scorer, items, fed, logged, scores, groups });
  } finally {
    await scorer.close();
  }
}

/** Index of an item in the list; one that is not there, or has no score, is refused. */
export function itemIndex({ items, scores, request, model }: OpenRequest, item: string): number {
  const index = items.findIndex((each) => each.item === item);
  if (index < 0) {
    const near = nearestName(
      item,
      items.map((each) => each.item),
    );
    throw new RankscopeError({
      code: 'not_found',
      message: `The request "${request}" has no item "${item}".`,
      ...(near && { hint: `The nearest id in its list is "${near}".` }),
    });
  }
  if (!Number.isNaN(scores[index]!)) return index;
  throw new RankscopeError({
    code: 'input',
    message: `The model "${model}" gives the item "${item}" no finite score, because of its features, so there is nothing to explain.`,
    hint: 'Say what serving writes for missing values under missing: of this model.',
  });
}

/** The other items of the list with their scores. */
export function rivalsOf({ items, scores }: OpenRequest, index: number): Rival[] {
  return items.flatMap(({ item }, at) => (at === index ? [] : [{ item, score: scores[at]! }]));
}

/** Position of an item in the order of the model's scores. */
export function positionOf(open: OpenRequest, index: number, score = open.scores[index]!): number {
  return positionAmong(open.items[index]!.item, score, rivalsOf(open, index));
}

/** The value of a group in one row: null where missing, or where it has several values. */
export function groupValue({ scorer, logged }: OpenRequest, group: FeatureGroup, row: number): number | string | null {
  if (!isSingle(group, scorer)) return null;
  const feature = group.features[0]!;
  const value = logged.columns[feature]![row]!;
  const codes = scorer.texts[feature];
  if (codes) return codes.textOf(value);
  return Number.isFinite(value) ? value : null;
}

/** Whether a group is one value of the log, however often the model takes it. */
export function isSingle({ features }: FeatureGroup, { cells }: OpenScorer): boolean {
  return features.every((feature) => cells[feature]!.key === cells[features[0]!]!.key);
}

/** What everybody should know of the result, beside what the model itself brings. */
export function requestWarnings({ scorer, items, scores }: OpenRequest): string[] {
  const warnings = [...scorer.warnings];
  const without = scores.filter(Number.isNaN).length;
  if (without > 0) warnings.push(`${without} of ${items.length} items have no finite score and are left out.`);
  const off = items.filter(({ stored }, at) => {
    const score = scores[at]!;
    return stored !== null && Math.abs(stored - score) > 1e-5 * (1 + Math.abs(stored));
  }).length;
  if (scorer.sameAsSession && off > 0) {
    warnings.push(`${off} of ${items.length} items score otherwise now than in the session.`);
  }
  return warnings;
}

function withoutFeatures(request: string, count: number): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${count} rows of the request "${request}" have no features in the log, so its list cannot be scored.`,
  });
}
