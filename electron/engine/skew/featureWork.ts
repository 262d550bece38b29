import { type NumberRule, numberRule } from '../../../shared/skew/numberRule';
import type { SplitLimits } from '../../../shared/skew/splitCross';
import type { Column } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { epochUnitOf } from '../ingest/timeUnit';
import type { EpochUnit } from '../sql/ingest/cells';
import { comparedValue, type Storage } from '../sql/skew/sideColumns';
import { type ComparedRows, readSide, type TableSide } from './comparedRows';
import type { FeatureWork, ReadColumn } from './measureFeature';
import type { PlannedFeature } from './plannedFeatures';

/** What decides how a feature is compared, beside its plan. */
export interface WorkOptions {
  /** The log keeps it as float16. */
  isHalf: boolean;
  splits: SplitLimits | null;
  isWhole: boolean;
  signal?: AbortSignal;
}

const ordered = new Set(['number', 'count', 'time']);

/** Whether values stand for amounts, so that they have an order and distances. */
export function isOrdered({ kind, logged }: PlannedFeature): boolean {
  return ordered.has(kind) && (logged === 'number' || logged === 'time');
}

/** Reads both sides of a feature that both tables have. */
export async function readWork(
  db: Queries,
  rows: ComparedRows,
  feature: PlannedFeature,
  { isHalf, splits, isWhole, signal }: WorkOptions,
): Promise<FeatureWork> {
  const read = async (side: TableSide, storage: Storage) =>
    columnOfSide(await readSide(db, side, comparedValue(feature.name, storage), signal), side.places);
  const [s, t] = await Promise.all([read(rows.logged, feature.logged!), read(rows.recomputed, feature.recomputed!)]);
  const unit = feature.kind === 'time' && feature.logged === 'number' ? unitOf(s, t) : 's';
  return {
    s,
    t,
    numbers: {
      rule: inUnit(numberRule(feature.kind, isHalf), unit),
      fallback: numberDefault(feature),
      splits,
    },
    textFallback: typeof feature.fallback === 'string' ? feature.fallback : null,
    isOrdered: isOrdered(feature),
    isClash: feature.logged !== feature.recomputed,
    isWhole,
  };
}

function columnOfSide(column: Column, places: Int32Array | null): ReadColumn {
  if (column.type === 'utf8' || column.type === 'dict') return { storage: 'text', column, places };
  if (column.type !== 'f64') throw new Error(`a feature was read as ${column.type}`);
  return { storage: 'number', values: column.data, places };
}

/** A default as the values are stored: truth values as 0 and 1, times in seconds; NaN where it is none of them. */
function numberDefault({ fallback, logged, recomputed }: PlannedFeature): number {
  if (typeof fallback === 'boolean') return logged === 'bool' || recomputed === 'bool' ? Number(fallback) : Number.NaN;
  if (typeof fallback === 'number') return fallback;
  const isTime = logged === 'time' || recomputed === 'time';
  return typeof fallback === 'string' && isTime ? Date.parse(fallback) / 1000 : Number.NaN;
}

const perSecond: Record<EpochUnit, number> = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 };

function inUnit({ relative, absolute }: NumberRule, unit: EpochUnit): NumberRule {
  return { relative, absolute: absolute * perSecond[unit] };
}

/** Times that are kept as numbers: their unit by their size, as at ingest. */
function unitOf(...sides: readonly ReadColumn[]): EpochUnit {
  let largest = 0;
  for (const side of sides) {
    if (side.storage !== 'number') continue;
    for (const value of side.values) if (Number.isFinite(value) && value > largest) largest = value;
  }
  return epochUnitOf(largest);
}
