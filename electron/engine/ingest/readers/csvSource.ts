import path from 'node:path';
import { quoteIdent } from '../../db/quote';
import {
  countRejects,
  countRows,
  createStage,
  csvRelation,
  dropRejects,
  fillStage,
  rejectedLines,
} from '../../sql/ingest/readers';
import { type BuildContext, refuseRows, setOrder } from '../buildContext';
import type { RefusedRow } from '../refusedRow';
import { linesAt } from './linesAt';
import type { LogSource } from './logSource';
import { namingFile } from './parquetSource';
import { type CsvColumn, type CsvLayout, type CsvType, sniffCsv } from './sniffCsv';
import { tableSource } from './tableSource';
import { headBytes, utf8File } from './textFile';

const sampleBytes = 1 << 20;
/** A column whose sniffed type refuses more than this share of lines is text after all. */
const retypeShare = 0.01;

/**
 * CSV or TSV files staged as one table, columns matched by name. Lines that do not fit are refused, each with its line.
 * `types` win over what the files look like.
 */
export async function stageCsv(
  context: BuildContext,
  files: readonly string[],
  table: string,
  types: Readonly<Record<string, CsvType>> = {},
): Promise<LogSource> {
  const parts = await Promise.all(files.map((file) => sniffFile(context, file)));
  const columns = mergeColumns(
    parts.map((each) => each.layout.columns),
    types,
  );
  const { db, signal } = context;
  await setOrder(context, true);
  await db.run(createStage(table, columns), { signal });
  const starts: { file: string; from: number }[] = [];
  const refused: Rejected[] = [];
  let from = 0;
  for (const part of parts) {
    starts.push({ file: part.file, from });
    const rejected = await fill(context, part, table, columns);
    const total = Number((await db.readOne(countRows(quoteIdent(table)), { signal }))?.rows ?? 0);
    const text = textColumns(rejected.casts, columns, total - from + rejected.count);
    if (text.length > 0) {
      const asText = Object.fromEntries(text.map((name) => [name, 'VARCHAR' as const]));
      context.warnings.push(
        `${path.basename(part.file)}: ${text.join(', ')} hold more than numbers and were read as text.`,
      );
      return stageCsv(context, files, table, { ...types, ...asText });
    }
    refused.push(rejected);
    from = total;
  }
  for (const { rows, count } of refused) refuseRows(context, rows, count);
  await setOrder(context, false);
  return tableSource(context, table, starts, []);
}

interface CsvPart {
  /** As the case names it. */
  file: string;
  /** The file itself, or a copy of it in UTF-8. */
  plain: string;
  layout: CsvLayout;
}

/** Delimiter, header and types of a file, from its first megabyte. */
export async function sniffFile(context: BuildContext, file: string): Promise<CsvPart> {
  const plain = await utf8File(context, file);
  const { bytes, complete } = await headBytes(plain, sampleBytes);
  return { file, plain, layout: sniffCsv(bytes.toString('utf8'), path.basename(file), complete) };
}

// The widest type of a name over the files; a given type wins.
function mergeColumns(lists: readonly CsvColumn[][], types: Readonly<Record<string, CsvType>>): CsvColumn[] {
  const merged = new Map<string, CsvType>();
  for (const { name, type } of lists.flat()) {
    const before = merged.get(name);
    merged.set(name, types[name] ?? (before === undefined ? type : widest(before, type)));
  }
  return [...merged].map(([name, type]) => ({ name, type }));
}

function widest(a: CsvType, b: CsvType): CsvType {
  if (a === b) return a;
  const pair = new Set([a, b]);
  if (pair.has('BIGINT') && pair.has('DOUBLE')) return 'DOUBLE';
  if (pair.has('TIMESTAMP') && pair.has('TIMESTAMPTZ')) return 'TIMESTAMPTZ';
  return 'VARCHAR';
}

interface Rejected {
  rows: RefusedRow[];
  /** Lines refused, of which `rows` holds at most 10,000. */
  count: number;
  /** Lines refused for a value of another type, by column. */
  casts: Record<string, number>;
}

async function fill(
  context: BuildContext,
  part: CsvPart,
  table: string,
  columns: readonly CsvColumn[],
): Promise<Rejected> {
  const { db, signal } = context;
  const { file, plain, layout } = part;
  const typed = layout.columns.map(({ name }) => ({ name, type: columns.find((each) => each.name === name)!.type }));
  const { delimiter, header } = layout;
  const relation = csvRelation({ file: plain, delimiter, header, columns: typed, rejects: true, quoted: true });
  const names = typed.map((each) => each.name);
  await db.run(dropRejects(), { signal });
  await namingFile([file], () => db.run(fillStage(table, names, relation), { signal }));
  const { lines, casts } = (await db.readOne(countRejects(), { signal }))!;
  const rows = Number(lines) > 0 ? await describeRejects(context, part) : [];
  await db.run(dropRejects(), { signal });
  const swallowed = rows.reduce((total, each) => total + each.swallowed, 0);
  return { rows, count: Number(lines) + swallowed, casts: JSON.parse(String(casts)) as Record<string, number> };
}

/** A refused row and how many lines after its own a quote that is not closed made part of it. */
interface RefusedLine extends RefusedRow {
  swallowed: number;
}

async function describeRejects(context: BuildContext, { file, plain }: CsvPart): Promise<RefusedLine[]> {
  const rejects = await context.db.readRows(rejectedLines(), { signal: context.signal });
  // DuckDB counts records; with line breaks inside quotes the line of the file is another one.
  const lines = await linesAt(
    plain,
    rejects.map((each) => Number(each.byte ?? Number.NaN)),
  );
  const byLine = new Map<number, RefusedLine>();
  rejects.forEach((row, index) => {
    const line = lines[index] ?? Number(row.line);
    const whole = row.text === null ? '' : String(row.text);
    const swallowed = row.type === 'UNQUOTED VALUE' ? whole.trimEnd().split('\n').length - 1 : 0;
    // A short line is reported once for each column that it lacks.
    const before = byLine.get(line);
    if (before && row.type !== 'CAST') return;
    const reason =
      swallowed > 0 ? `a quote is not closed: this and the next ${swallowed} lines are lost` : reasonOf(row);
    byLine.set(line, {
      file,
      line,
      reason: before ? `${before.reason}; ${reason}` : reason,
      text: whole.slice(0, 500) || null,
      swallowed: swallowed + (before?.swallowed ?? 0),
    });
  });
  return [...byLine.values()];
}

function reasonOf(row: Record<string, unknown>): string {
  const count = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(String(row.message));
  if (count) return `has ${count[2]} fields, ${count[1]} are expected`;
  if (row.type === 'CAST') return `column ${row.column} holds something else than the rest of the column`;
  if (row.type === 'UNQUOTED VALUE') return 'a quote is not closed, or text stands after it';
  if (row.type === 'INVALID ENCODING') return 'is not valid UTF-8';
  return String(row.message).split('\n')[0]!;
}

function textColumns(casts: Readonly<Record<string, number>>, columns: readonly CsvColumn[], rows: number): string[] {
  const typed = new Set(columns.filter((each) => each.type !== 'VARCHAR').map((each) => each.name));
  const limit = Math.max(5, rows * retypeShare);
  return Object.keys(casts).filter((name) => typed.has(name) && casts[name]! > limit);
}
