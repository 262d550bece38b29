import type { LogRole } from '../../../../shared/case/resolvedCase';
import { isNumeric } from '../../sql/ingest/cells';
import { type ColumnFacts, isBinary, isIdLike } from './columnFacts';

/** How well values fit a role, 0 (never) to 1, and what was seen, in words. */
export interface Fit {
  fit: number;
  words: string;
}

const count = (value: number) => value.toLocaleString('en-US');
const never = (words: string): Fit => ({ fit: 0, words });

/** Judges a column's type, range and cardinality for a role. */
export function fitRole(role: LogRole, facts: ColumnFacts): Fit {
  if (facts.filled === 0) return never('holds nothing');
  const judge = judges[role];
  const judged = judge(facts);
  const empty = 1 - facts.filled / facts.rows;
  return empty > 0.005 && judged.fit > 0
    ? { ...judged, words: `${judged.words}, ${(empty * 100).toFixed(1)}% empty` }
    : judged;
}

type Judge = (facts: ColumnFacts) => Fit;

const key: Judge = (facts) => {
  if (!isIdLike(facts)) return never('is not a column of ids');
  return { fit: facts.distinct > 1 ? 1 : 0.4, words: `${count(facts.distinct)} different values` };
};

const position: Judge = ({ whole, min, max }) => {
  if (!whole || min === null) return never('holds no whole numbers');
  const words = `whole numbers from ${min} to ${max}`;
  if (min < 0) return { fit: 0.2, words };
  return { fit: max! > 10_000 ? 0.4 : 1, words };
};

const time: Judge = ({ kind, times, min, max, whole }) => {
  if (['timestamp', 'timestamptz', 'date'].includes(kind))
    return { fit: 1, words: kind === 'date' ? 'dates' : 'times' };
  if (kind === 'text')
    return times > 0.95 ? { fit: 0.95, words: 'text that reads as times' } : never('is text, not times');
  const epoch = whole && min !== null && epochRanges.some(([low, high]) => min >= low && max! <= high);
  return epoch ? { fit: 0.95, words: 'whole numbers in the range of epoch times' } : never('is not a time');
};

// 1990 to 2100 as seconds, milliseconds, microseconds and nanoseconds.
const epochRanges = [1, 1e3, 1e6, 1e9].map((unit) => [631_152_000 * unit, 4_102_444_800 * unit] as const);

const text: Judge = (facts) => {
  if (!isIdLike(facts)) return never('is neither text nor ids');
  return { fit: facts.kind === 'text' ? 1 : 0.8, words: `${count(facts.distinct)} different values` };
};

const category: Judge = (facts) => {
  if (!isIdLike(facts) && facts.kind !== 'bool') return never('is neither text nor ids');
  const few = facts.distinct <= Math.max(50, facts.rows / 20);
  return { fit: few ? 1 : 0.5, words: `${count(facts.distinct)} different values` };
};

const score: Judge = ({ type, kind, distinct, min, max, whole }) => {
  if (!isNumeric(type) || kind === 'bool') return never('is not a number');
  if (distinct < 3) return { fit: 0.3, words: `only ${distinct} different values` };
  return { fit: whole ? 0.7 : 1, words: `numbers from ${short(min)} to ${short(max)}` };
};

const propensity: Judge = ({ type, kind, min, max }) => {
  if (!isNumeric(type) || kind === 'bool' || min === null) return never('is not a number');
  const words = `numbers from ${short(min)} to ${short(max)}`;
  return min > 0 && max! <= 1
    ? { fit: 1, words: `${words}, all in (0, 1]` }
    : { fit: 0.6, words: `${words}, not all in (0, 1]` };
};

const relevance: Judge = ({ type, distinct, min, max, whole }) => {
  if (!isNumeric(type) || min === null) return never('is not a number');
  const words = `${whole ? 'whole grades' : 'numbers'} from ${short(min)} to ${short(max)}`;
  if (!whole) return { fit: max! <= 1 && min >= 0 ? 0.5 : 0.25, words };
  return { fit: distinct <= 20 && min >= -10 && max! <= 100 ? 1 : 0.4, words };
};

const flag: Judge = (facts) => {
  const { type, min, max, whole } = facts;
  if (isBinary(facts)) return { fit: 1, words: facts.kind === 'bool' ? 'true or false' : 'only 0 and 1' };
  if (!isNumeric(type) || min === null) return never('is not 0 or 1');
  if (min < 0 || !whole) return never('is not 0 or 1');
  return { fit: 0.4, words: `whole numbers up to ${short(max)}, not only 0 and 1` };
};

const money: Judge = ({ type, kind, min, max }) => {
  if (!isNumeric(type) || kind === 'bool' || min === null) return never('is not a number');
  return { fit: min >= 0 ? 1 : 0.7, words: `amounts from ${short(min)} to ${short(max)}` };
};

const smallWhole: Judge = ({ whole, kind, min, max }) => {
  if (!whole || kind === 'bool' || min === null || min < 0) return never('holds no whole numbers');
  return { fit: max! <= 1000 ? 1 : 0.3, words: `whole numbers from ${min} to ${max}` };
};

const weight: Judge = ({ type, kind, min, max }) => {
  if (!isNumeric(type) || kind === 'bool' || min === null) return never('is not a number');
  return { fit: min > 0 ? 1 : 0.3, words: `numbers from ${short(min)} to ${short(max)}` };
};

const judges: Record<LogRole, Judge> = {
  request: key,
  item: key,
  position,
  time,
  user: key,
  query: text,
  surface: category,
  score,
  propensity,
  loggingPolicy: category,
  relevance,
  click: flag,
  conversion: flag,
  revenue: money,
  list: key,
  page: smallWhole,
  container: category,
  row: smallWhole,
  column: smallWhole,
  viewed: flag,
  slot: category,
  rule: category,
  weight,
  host: category,
};

function short(value: number | null): string {
  return value === null ? '?' : String(Number(value.toPrecision(4)));
}
