import { quoteIdent, quoteText } from '../../db/quote';

/** Graded relevance of a row: the judgment wins over the log's own grade; a negative grade is unjudged. */
export function relevanceLabel({ judged, graded }: { judged: boolean; graded: boolean }): string {
  const own = 'CASE WHEN relevance >= 0 THEN relevance END';
  if (judged && graded) return `coalesce("rs:judged", ${own})`;
  return judged ? '"rs:judged"' : graded ? own : 'NULL';
}

/**
 * A label from an outcome. Rows that were not shown are unjudged, so are rows too young for the outcome's window
 * (whether or not it has arrived: keeping early positives biases up), and rows that were not viewed and have none.
 */
export function outcomeLabel(options: {
  column: string;
  binary: boolean;
  hasPosition: boolean;
  hasViewed: boolean;
  /** ISO time; null when nothing is immature. */
  matureBefore: string | null;
}): string {
  const value = quoteIdent(options.column);
  const unjudged = [
    ...(options.hasPosition ? ['position IS NULL'] : []),
    ...(options.matureBefore
      ? [`"time" IS NULL OR "time" > ${quoteText(sqlTime(options.matureBefore))}::TIMESTAMP`]
      : []),
    ...(options.hasViewed ? [`(viewed = 0 AND coalesce(${value}, 0) <= 0)`] : []),
  ];
  const amount = options.binary ? `CASE WHEN ${value} > 0 THEN 1 WHEN ${value} <= 0 THEN 0 END` : value;
  return unjudged.length ? `CASE WHEN ${unjudged.join(' OR ')} THEN NULL ELSE ${amount} END` : amount;
}

/** An outcome's value, 0 when it happened later than the window after the row. Its time unknown: the value stands. */
export function withinWindow(value: string, served: string, happened: string, windowMs: number): string {
  return `CASE WHEN ${happened} > ${served} + to_milliseconds(${windowMs}) THEN 0 ELSE ${value} END`;
}

/** An SQL label, computed when the log was read: negative grades, NaN and infinities are unjudged. */
export function sqlLabel(column: string): string {
  const value = quoteIdent(column);
  return `CASE WHEN ${value} >= 0 AND isfinite(${value}) THEN ${value} END`;
}

function sqlTime(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '');
}
