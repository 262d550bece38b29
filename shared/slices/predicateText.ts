/** What kind of values a column holds, as far as slices and plots care. */
export const columnKinds = ['number', 'text', 'boolean', 'time', 'list', 'other'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A column as a predicate names it; `table` null is the log. */
export interface ColumnName {
  table: string | null;
  column: string;
}

const plainName = /^[a-z_][a-z0-9_]*$/i;

/** Keywords that DuckDB's parser does not read as a column, alone or after a table. */
const reservedWords = new Set(
  (
    'all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast ' +
    'check collate collation column concurrently constraint create cross default deferrable desc describe ' +
    'distinct do else end except false fetch for foreign freeze from full glob group having ilike in ' +
    'initially inner intersect into is isnull join lambda lateral leading left like limit natural not ' +
    'notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional ' +
    'primary qualify references returning right select semi show similar some summarize symmetric table ' +
    'tablesample then to trailing true union unique unpack unpivot using variadic verbose when where window ' +
    'with'
  ).split(' '),
);

/** A name as SQL: bare where it reads as a name, else in double quotes. */
export function nameText(name: string): string {
  const isBare = plainName.test(name) && !reservedWords.has(name.toLowerCase());
  return isBare ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A column as SQL: `device`, `items.price`, `"f \"x\""`. */
export function columnText({ table, column }: ColumnName): string {
  return table === null ? nameText(column) : `${nameText(table)}.${nameText(column)}`;
}

/** A value as SQL. Times are milliseconds since the epoch in a column of kind `time`. Infinite and NaN numbers too. */
export function valueText(kind: ColumnKind, value: string | number | boolean): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (kind === 'time') return `'${timeText(value)}'`;
    return Number.isFinite(value) ? String(value) : `'${String(value)}'::DOUBLE`;
  }
  return `'${value.replaceAll("'", "''")}'`;
}

/** A time without needless zeros: `2026-06-01`, `2026-06-01 12:30:00`. */
export function timeText(ms: number): string {
  const iso = new Date(Math.floor(ms)).toISOString();
  const fraction = iso.slice(20, 23) === '000' ? '' : iso.slice(19, 23);
  const clock = `${iso.slice(11, 19)}${fraction}`;
  return clock === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
}

/** `device = 'web'`; a null value is `device IS NULL`. */
export function equalsText(column: ColumnName, kind: ColumnKind, value: string | number | boolean | null): string {
  if (value === null) return `${columnText(column)} IS NULL`;
  if (typeof value === 'boolean') return value ? columnText(column) : `NOT ${columnText(column)}`;
  return `${columnText(column)} = ${valueText(kind, value)}`;
}

/** `device IN ('web', 'app')`; one value is an equation, null among several is said with OR. No value: `false`. */
export function anyOfText(
  column: ColumnName,
  kind: ColumnKind,
  values: readonly (string | number | boolean | null)[],
): string {
  const present = values.filter((value) => value !== null);
  if (values.length === 0) return 'false';
  if (values.length === 1) return equalsText(column, kind, values[0] ?? null);
  const list = `${columnText(column)} IN (${present.map((value) => valueText(kind, value)).join(', ')})`;
  return present.length === values.length ? list : `(${list} OR ${equalsText(column, kind, null)})`;
}

/** `x >= 1 AND x < 2`: from included, to excluded; null is open. Both null: `x IS NOT NULL`. */
export function rangeText(column: ColumnName, kind: ColumnKind, from: number | null, to: number | null): string {
  const name = columnText(column);
  const parts = [
    ...(from === null ? [] : [`${name} >= ${valueText(kind, from)}`]),
    ...(to === null ? [] : [`${name} < ${valueText(kind, to)}`]),
  ];
  return parts.length === 0 ? `${name} IS NOT NULL` : parts.join(' AND ');
}

/** Both predicates at once; null stands for every row. Parts are bracketed where that may be needed. */
export function bothText(a: string | null, b: string | null): string | null {
  if (a === null || a.trim() === '') return b;
  if (b === null || b.trim() === '') return a;
  return `${bracketed(a)} AND ${bracketed(b)}`;
}

// A line comment must not swallow the closing bracket.
function bracketed(text: string): string {
  if (!/\bor\b|--/i.test(text)) return text;
  return text.includes('--') ? `(${text}\n)` : `(${text})`;
}
