import { columnName, type Dialect, type DialectName, dialects, tableName, type WindowUnit } from './dialects';

/** An outcome that lies in a table of its own and is joined by request and item. */
export interface SampledOutcome {
  table: string;
  request: string;
  item: string;
  /** When it happened. */
  time: string;
  window: { amount: number; unit: WindowUnit };
  /** The flag in the result. */
  flag: string;
  /** Its first time in the result. */
  timeAs: string;
  /** A column that is summed, and its name in the result. */
  amount: { column: string; as: string } | null;
}

export interface SampleOptions {
  dialect: DialectName;
  table: string;
  /** Columns of the impressions that are taken, by their own names, each once; `request`, `item`, `time` among them. */
  columns: readonly string[];
  keys: { request: string; item: string; time: string; user: string | null };
  unit: 'user' | 'request' | 'item';
  /** Above 0, at most 1. */
  rate: number;
  salt: string;
  /** UTC, such as `2026-07-01 00:00:00`; `to` is exclusive. */
  from: string | null;
  to: string | null;
  outcomes: readonly SampledOutcome[];
}

/**
 * The SELECT that draws a sample: a unit is in it when the first 32 bits of MD5(salt:id) are below rate · 2^32, so every
 * dialect draws the same units, again and again, and a larger rate holds a smaller one. All rows of a drawn unit stay.
 * Rows without a user are drawn by their request. Outcomes count once a request and item, inside their window.
 */
export function sampleSql(options: SampleOptions): string {
  const dialect = dialects[options.dialect];
  const outcomes = options.outcomes.map((outcome, index) => outcomeTable(dialect, options, outcome, index));
  const shown = options.outcomes.length > 0 ? [shownTable(dialect, options)] : [];
  return `WITH ${[sampledTable(dialect, options), ...shown, ...outcomes].join(',\n')}\n${result(dialect, options)}\n`;
}

/** The number that a unit's first 32 bits must stay below. */
export function threshold(rate: number): number {
  return Math.round(rate * 2 ** 32);
}

function sampledTable(dialect: Dialect, options: SampleOptions): string {
  const { keys, from, to } = options;
  const name = (column: string) => `i.${columnName(dialect, column)}`;
  const conditions = [
    ...(from === null ? [] : [`${name(keys.time)} >= ${dialect.timestamp(from)}`]),
    ...(to === null ? [] : [`${name(keys.time)} < ${dialect.timestamp(to)}`]),
    `${dialect.bucket(`CONCAT('${options.salt.replaceAll("'", "''")}:', ${unitText(dialect, options)})`)} < ${threshold(options.rate)}`,
  ];
  return `sampled AS (
  SELECT ${options.columns.map(name).join(',\n    ')}
  FROM ${tableName(dialect, options.table)} i
  WHERE ${conditions.join('\n    AND ')}
)`;
}

function unitText(dialect: Dialect, { unit, keys }: SampleOptions): string {
  const text = (column: string) => dialect.text(`i.${columnName(dialect, column)}`);
  if (unit === 'item') return text(keys.item);
  if (unit === 'request' || keys.user === null) return text(keys.request);
  return `COALESCE(${text(keys.user)}, ${text(keys.request)})`;
}

// One row a pair: an item that was logged twice in a request must not count its orders twice.
function shownTable(dialect: Dialect, { keys }: SampleOptions): string {
  const [request, item, time] = [keys.request, keys.item, keys.time].map((each) => columnName(dialect, each));
  return `shown AS (
  SELECT ${request}, ${item}, MIN(${time}) AS ${time}
  FROM sampled
  GROUP BY ${request}, ${item}
)`;
}

function outcomeTable(dialect: Dialect, { keys }: SampleOptions, outcome: SampledOutcome, index: number): string {
  const shown = (column: string) => `s.${columnName(dialect, column)}`;
  const own = (column: string) => `o.${columnName(dialect, column)}`;
  const { amount, unit } = outcome.window;
  const sum = outcome.amount ? `,\n    SUM(${own(outcome.amount.column)}) AS amount` : '';
  return `outcome_${index + 1} AS (
  SELECT ${shown(keys.request)}, ${shown(keys.item)},
    MIN(${own(outcome.time)}) AS first_time${sum}
  FROM shown s
  JOIN ${tableName(dialect, outcome.table)} o
    ON ${own(outcome.request)} = ${shown(keys.request)} AND ${own(outcome.item)} = ${shown(keys.item)}
  WHERE ${own(outcome.time)} >= ${shown(keys.time)}
    AND ${own(outcome.time)} < ${dialect.plus(shown(keys.time), amount, unit)}
  GROUP BY ${shown(keys.request)}, ${shown(keys.item)}
)`;
}

function result(dialect: Dialect, { columns, keys, outcomes }: SampleOptions): string {
  const name = (column: string) => columnName(dialect, column);
  const parts = columns.map((column) => `s.${name(column)}`);
  const joins = outcomes.map((outcome, index) => {
    const table = `o${index + 1}`;
    parts.push(`CASE WHEN ${table}.first_time IS NULL THEN 0 ELSE 1 END AS ${name(outcome.flag)}`);
    parts.push(`${table}.first_time AS ${name(outcome.timeAs)}`);
    if (outcome.amount) parts.push(`COALESCE(${table}.amount, 0) AS ${name(outcome.amount.as)}`);
    const on = [keys.request, keys.item].map((key) => `${table}.${name(key)} = s.${name(key)}`);
    return `\nLEFT JOIN outcome_${index + 1} ${table} ON ${on.join(' AND ')}`;
  });
  return `SELECT ${parts.join(',\n  ')}\nFROM sampled s${joins.join('')}`;
}
