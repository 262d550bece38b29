import { quoteIdent, quoteText } from '../../db/quote';

/** Classes of DuckDB types that decide how a cell is read. */
export type TypeClass =
  | 'bool'
  | 'integer'
  | 'float'
  | 'double'
  | 'decimal'
  | 'text'
  | 'timestamp'
  | 'timestamptz'
  | 'date'
  | 'nested'
  | 'other';

/** The class of a DuckDB type by its name. */
export function typeClass(type: string): TypeClass {
  if (/[\])]$/.test(type) && !/^(DECIMAL|ENUM)\(/.test(type)) return 'nested';
  if (/^(MAP|STRUCT|UNION)/.test(type)) return 'nested';
  if (type === 'BOOLEAN') return 'bool';
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return 'integer';
  if (type === 'FLOAT') return 'float';
  if (type === 'DOUBLE') return 'double';
  if (type.startsWith('DECIMAL')) return 'decimal';
  if (type === 'VARCHAR' || type.startsWith('ENUM') || type === 'UUID' || type === 'JSON') return 'text';
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'timestamptz';
  if (type.startsWith('TIMESTAMP')) return 'timestamp';
  return type === 'DATE' ? 'date' : 'other';
}

/** Whether a type holds numbers, truth values counted among them. */
export function isNumeric(type: string): boolean {
  return ['bool', 'integer', 'float', 'double', 'decimal'].includes(typeClass(type));
}

/** An id as text: whole numbers print without decimals whatever their type; the empty text is no id. */
export function idCell(column: string, type: string): string {
  const cell = quoteIdent(column);
  switch (typeClass(type)) {
    case 'float':
    case 'double':
    case 'decimal':
      return `CASE WHEN ${cell} = trunc(${cell}) AND abs(${cell}) < 9007199254740992 THEN ${cell}::BIGINT::VARCHAR ELSE ${cell}::VARCHAR END`;
    case 'text':
      return `nullif(${cell}::VARCHAR, '')`;
    default:
      return `${cell}::VARCHAR`;
  }
}

/** A number as DOUBLE, NaN as NULL; text that is no number is NULL, and `badNumber` finds it. */
export function numberCell(column: string, type: string): string {
  const cell = quoteIdent(column);
  switch (typeClass(type)) {
    case 'float':
    case 'double':
      return `nullif(${cell}::DOUBLE, 'NaN'::DOUBLE)`;
    case 'bool':
    case 'integer':
    case 'decimal':
      return `${cell}::DOUBLE`;
    case 'text':
      return `nullif(coalesce(TRY_CAST(${cell} AS DOUBLE), TRY_CAST(TRY_CAST(${cell} AS BOOLEAN) AS DOUBLE)), 'NaN'::DOUBLE)`;
    default:
      return `TRY_CAST(${cell} AS DOUBLE)`;
  }
}

/** True for a cell that holds something, but no number; null where the type alone rules that out. */
export function badNumber(column: string, type: string): string | null {
  if (isNumeric(type)) return null;
  const cell = quoteIdent(column);
  return `(${cell} IS NOT NULL AND ${cell}::VARCHAR <> '' AND TRY_CAST(${cell} AS DOUBLE) IS NULL AND TRY_CAST(${cell} AS BOOLEAN) IS NULL)`;
}

/** A position as INTEGER; what is no whole number is NULL, and `badPosition` finds it. */
export function positionCell(column: string, type: string): string {
  const cell = quoteIdent(column);
  if (typeClass(type) === 'integer') return `TRY_CAST(${cell} AS INTEGER)`;
  const number = numberCell(column, type);
  return `CASE WHEN ${number} = trunc(${number}) THEN TRY_CAST(${number} AS INTEGER) END`;
}

/** True for a cell that holds something, but no whole number; null where the type alone rules that out. */
export function badPosition(column: string, type: string): string | null {
  if (typeClass(type) === 'integer') return null;
  const number = numberCell(column, type);
  const notWhole = `(${number} IS NOT NULL AND (${number} <> trunc(${number}) OR TRY_CAST(${number} AS INTEGER) IS NULL))`;
  const bad = badNumber(column, type);
  return bad ? `(${bad} OR ${notWhole})` : notWhole;
}

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch. */
export type EpochUnit = 's' | 'ms' | 'us' | 'ns';

/** A point in time as TIMESTAMP in UTC. Times without a zone are read in `timezone`; numbers as `unit` since the epoch. */
export function timeCell(column: string, type: string, timezone: string, unit: EpochUnit): string {
  const cell = quoteIdent(column);
  const zone = quoteText(timezone);
  const local = (expression: string) =>
    timezone === 'UTC' ? expression : `timezone('UTC', timezone(${zone}, ${expression}))`;
  switch (typeClass(type)) {
    case 'timestamptz':
      return `timezone('UTC', ${cell})`;
    case 'timestamp':
    case 'date':
      return local(`${cell}::TIMESTAMP`);
    case 'text':
      // A text with a zone of its own keeps it; the others are local.
      return `CASE WHEN regexp_matches(${cell}, '(Z|[+-]\\d{2}(:?\\d{2})?)$') AND length(${cell}) > 10 THEN timezone('UTC', TRY_CAST(${cell} AS TIMESTAMPTZ)) ELSE ${local(`TRY_CAST(${cell} AS TIMESTAMP)`)} END`;
    default:
      return `make_timestamp(CAST(trunc(${cell}::DOUBLE * ${microseconds[unit]}) AS BIGINT))`;
  }
}

const microseconds: Record<EpochUnit, string> = { s: '1000000.0', ms: '1000.0', us: '1.0', ns: '0.001' };

/** True for a text that is no time; null for the types that always are. */
export function badTime(column: string, type: string): string | null {
  if (typeClass(type) !== 'text') return null;
  const cell = quoteIdent(column);
  return `(${cell} IS NOT NULL AND ${cell} <> '' AND TRY_CAST(${cell} AS TIMESTAMP) IS NULL AND TRY_CAST(${cell} AS TIMESTAMPTZ) IS NULL)`;
}

/** A feature or context cell: FLOAT stays, other numbers are DOUBLE, BOOLEAN and times stay, the rest is text; NaN is NULL. */
export function plainCell(column: string, type: string): string {
  return plainExpression(quoteIdent(column), type);
}

/** As `plainCell`, for any expression of a type. */
export function plainExpression(cell: string, type: string): string {
  switch (typeClass(type)) {
    case 'float':
      return `nullif(${cell}, 'NaN'::FLOAT)`;
    case 'double':
      return `nullif(${cell}, 'NaN'::DOUBLE)`;
    case 'integer':
    case 'decimal':
      return `${cell}::DOUBLE`;
    case 'bool':
      return cell;
    case 'timestamp':
    case 'date':
      return `${cell}::TIMESTAMP`;
    case 'timestamptz':
      return `timezone('UTC', ${cell})`;
    default:
      return `${cell}::VARCHAR`;
  }
}

/** How a feature's values are meant; `features.types` in case.yaml. */
export type FeatureKind = 'number' | 'count' | 'category' | 'id' | 'bool' | 'time' | 'text' | 'list';

/** The kind that a type suggests when the case names none: integer is a count, other numbers are numbers. */
export function kindOfType(type: string): FeatureKind {
  switch (typeClass(type)) {
    case 'bool':
      return 'bool';
    case 'integer':
      return 'count';
    case 'float':
    case 'double':
    case 'decimal':
      return 'number';
    case 'timestamp':
    case 'timestamptz':
    case 'date':
      return 'time';
    case 'nested':
      return 'list';
    default:
      return 'category';
  }
}

/**
 * A feature as its kind asks for: text that stands for numbers becomes DOUBLE, 0 and 1 become BOOLEAN, text and numbers
 * that are times become TIMESTAMP. Ids and categories keep the log's type, because models take numbers as numbers.
 */
export function featureExpression(cell: string, type: string, kind: FeatureKind): string {
  const of = typeClass(type);
  if ((kind === 'number' || kind === 'count') && of === 'text')
    return `nullif(TRY_CAST(${cell} AS DOUBLE), 'NaN'::DOUBLE)`;
  if (kind === 'bool' && of !== 'bool') return `TRY_CAST(${cell} AS BOOLEAN)`;
  if (kind === 'time' && of === 'text') return `TRY_CAST(${cell} AS TIMESTAMP)`;
  if (kind === 'text') return `${cell}::VARCHAR`;
  return plainExpression(cell, type);
}
