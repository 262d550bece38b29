import { formatCount } from '../../shared/format/numbers';
import type { CaseInfo, Check } from '../../shared/schemas/session';
import { textTable } from './textTable';

const heads = { blocks: 'BLOCKS NUMBERS', warns: 'WARNS', notes: 'NOTES' } as const;

/** `check` for people: by severity, each with its count, what it means, and up to 20 rows. */
export function checkText(info: CaseInfo, checks: readonly Check[]): string {
  const { name, rows, requests, refusedRows, excludedRows, warnings, unused } = info;
  const aside = [
    refusedRows > 0 ? `${formatCount(refusedRows)} refused` : '',
    excludedRows > 0 ? `${formatCount(excludedRows)} excluded by log.where` : '',
  ].filter((each) => each !== '');
  const parts = [[`${name}: ${formatCount(rows)} rows in ${formatCount(requests)} requests`, ...aside].join(', ')];
  for (const severity of ['blocks', 'warns', 'notes'] as const) {
    const own = checks.filter((each) => each.severity === severity);
    if (own.length > 0) parts.push([heads[severity], ...own.map(oneCheck)].join('\n'));
  }
  if (checks.length === 0) parts.push('Nothing is wrong with the data that a check could see.');
  parts.push(...warnings.map((each) => `note: ${each}`));
  if (unused.length > 0) parts.push(`note: accepted but not used yet: ${unused.join(', ')}`);
  return `${parts.join('\n\n')}\n`;
}

function oneCheck({ id, title, count, detail, rows }: Check): string {
  const lines = [`  ${title}: ${formatCount(count)}  (${id})`, `    ${detail}`];
  if (rows.length === 0) return lines.join('\n');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => cellText(column, row[column])));
  const table = textTable(columns, cells, []).trimEnd();
  return [...lines, ...table.split('\n').map((line) => `    ${line}`)].join('\n');
}

const times: ReadonlySet<string> = new Set(['time', 'above', 'outcome_time']);

/** Times are milliseconds since 1970 in JSON; a person reads a date. */
function cellText(column: string, value: unknown): string {
  const isTime = times.has(column) && typeof value === 'number' && Number.isFinite(value);
  const text = value === null || value === undefined ? '–' : isTime ? timeText(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('.000Z', 'Z');
}
