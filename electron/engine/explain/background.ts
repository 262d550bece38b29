import { type FeatureRows, pickRows } from '../../../shared/explain/batchScorer';
import type { BackgroundKind } from '../../../shared/explain/explainSchemas';
import { quantile } from '../../../shared/stats/quantile';
import { seededRandom } from '../../../shared/stats/random';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import type { OpenRequest } from './openRequest';
import { readSample } from './readMatrix';

/** Rows that a score is compared with: as the model is fed, and as logged (for display). */
export interface Background {
  kind: BackgroundKind;
  fed: FeatureRows;
  logged: FeatureRows;
  seed: number | null;
  text: string;
  warnings: string[];
}

export interface BackgroundWish {
  kind: BackgroundKind;
  seed: number;
  signal?: AbortSignal;
}

const globalRows = 128;
const medianRows = 1000;
/** A longer list is represented by so many of its items. */
export const mostListRows = 1000;

/** The background of one item; `index` null: one for all items, which then holds the whole list. */
export async function backgroundOf(open: OpenRequest, index: number | null, wish: BackgroundWish): Promise<Background> {
  switch (wish.kind) {
    case 'list':
      return listBackground(open, index, wish.seed);
    case 'global':
      return globalBackground(open, wish);
    case 'zeros':
      return madeUp(wish.kind, zeros(open), 'one row of zeros, which may be like no item');
    case 'median':
      return medianBackground(open, wish);
  }
}

/** Items of the list that an item is compared with: all others that have a score, at most `mostListRows` drawn ones. */
export function otherItems({ items, scores }: OpenRequest, index: number | null, seed: number): number[] {
  const others = items.flatMap((_, at) => (at === index || Number.isNaN(scores[at]!) ? [] : [at]));
  const random = seededRandom(seed);
  for (let at = 0; others.length > mostListRows && at < mostListRows; at++) {
    const other = at + random.next(others.length - at);
    [others[at], others[other]] = [others[other]!, others[at]!];
  }
  return others.slice(0, mostListRows).sort((a, b) => a - b);
}

function listBackground(open: OpenRequest, index: number | null, seed: number): Background {
  const others = otherItems(open, index, seed);
  if (others.length === 0) {
    throw new RankscopeError({
      code: 'refused',
      message: `The request "${open.request}" has no other item with a score to compare with.`,
      hint: 'Take the background global: it explains the score, not the position.',
    });
  }
  const all = open.scores.filter((score, at) => at !== index && !Number.isNaN(score)).length;
  const drawn = others.length < all;
  const what = index === null ? 'items of the same list' : 'other items of the same list';
  return {
    kind: 'list',
    fed: pickRows(open.fed, others),
    logged: pickRows(open.logged, others),
    seed: drawn ? seed : null,
    text: drawn ? `${others.length} of ${all} ${what}` : `${others.length} ${what}`,
    warnings: [],
  };
}

async function globalBackground(open: OpenRequest, { seed, signal }: BackgroundWish): Promise<Background> {
  const { fed, logged, present } = await readSample(open.session.db, open.scorer, globalRows, seed, signal);
  if (signal?.aborted) throw cancelledError();
  const scores = await open.scorer.score(fed);
  const usable = Array.from({ length: fed.rows }, (_, row) => row).filter(
    (row) => present[row] && Number.isFinite(scores[row]!),
  );
  if (usable.length === 0) {
    throw new RankscopeError({
      code: 'refused',
      message: `The model "${open.model}" gives none of the drawn rows of the log a finite score to compare with.`,
      hint: 'Say what serving writes for missing values under missing: of this model.',
    });
  }
  const left = fed.rows - usable.length;
  return {
    kind: 'global',
    fed: pickRows(fed, usable),
    logged: pickRows(logged, usable),
    seed,
    text: `${usable.length} rows of the log, drawn with seed ${seed}`,
    warnings: left > 0 ? [`${left} of ${fed.rows} drawn rows have no finite score and are left out.`] : [],
  };
}

async function medianBackground(open: OpenRequest, { seed, signal }: BackgroundWish): Promise<Background> {
  const { fed } = await readSample(open.session.db, open.scorer, medianRows, seed, signal);
  const row = Float64Array.from(fed.columns, (column, at) =>
    open.scorer.texts[at] ? Number.NaN : medianOf(column, open.scorer.whole[at]!),
  );
  const text = `one row of the medians of ${fed.rows} rows of the log, which may be like no item`;
  return { ...madeUp('median', row, text), seed };
}

/** Text has neither zero nor median: it is missing. */
function zeros({ scorer }: OpenRequest): Float64Array {
  return Float64Array.from(scorer.texts, (codes) => (codes ? Number.NaN : 0));
}

function medianOf(values: Float64Array, whole: boolean): number {
  const median = quantile(values, 0.5) ?? Number.NaN;
  return whole ? Math.floor(median) : median;
}

function madeUp(kind: BackgroundKind, row: Float64Array, text: string): Background {
  const rows = { rows: 1, columns: Array.from(row, (value) => Float64Array.of(value)) };
  return { kind, fed: rows, logged: rows, seed: null, text, warnings: [] };
}
