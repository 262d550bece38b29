import { open } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../../shared/wire/errors';
import { quoteIdent } from '../../db/quote';
import {
  countRows,
  createStage,
  csvRelation,
  dropRejects,
  fillStage,
  keepOrder,
  rejectedLines,
} from '../../sql/ingest/readers';
import type { BuildContext } from '../buildContext';
import type { RefusedRow } from '../refusedRow';
import type { LogSource } from './logSource';
import { namingFile } from './parquetSource';
import { type CsvColumn, type CsvLayout, type CsvType, sniffCsv } from './sniffCsv';
import { tableSource } from './tableSource';

const sampleBytes = 1 << 20;
/** A column whose sniffed type refuses more than this share of lines is text after all. */
const retypeShare = 0.01;

/** CSV or TSV files staged as one table, columns matched by name. Lines that do not fit are refused, each with its line. */
export async function stageCsv(
  context: BuildContext,
  files: readonly string[],
  table: string,
  types: Readonly<Record<string, CsvType>> = {},
): Promise<LogSource> {
  const layouts = await Promise.all(files.map(async (file) => ({ file, layout: await sniffFile(file) })));
  const columns = mergeColumns(
    layouts.map((each) => each.layout.columns),
    types,
  );
  const { db, signal } = context;
  await db.run(keepOrder(true), { signal });
  await db.run(createStage(table, columns), { signal });
  const starts: { file: string; from: number }[] = [];
  const refused: RefusedRow[] = [];
  let from = 0;
  for (const { file, layout } of layouts) {
    starts.push({ file, from });
    const rejects = await fill(context, file, layout, table, columns);
    const text = textColumns(rejects, columns, from);
    if (text.length > 0) {
      await db.run(keepOrder(false), { signal });
      const asText = Object.fromEntries(text.map((name) => [name, 'VARCHAR' as const]));
      context.warnings.push(`${path.basename(file)}: ${text.join(', ')} hold more than numbers and were read as text.`);
      return stageCsv(context, files, table, { ...types, ...asText });
    }
    refused.push(...rejects.map((each) => each.row));
    from = Number((await db.readOne(countRows(quoteIdent(table)), { signal }))?.rows ?? 0);
  }
  await db.run(keepOrder(false), { signal });
  return tableSource(context, table, starts, refused);
}

/** Delimiter, header and types of a file, from its first megabyte. */
export async function sniffFile(file: string): Promise<CsvLayout> {
  const handle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(sampleBytes);
    const { bytesRead } = await handle.read(buffer, 0, sampleBytes, 0);
    return sniffCsv(buffer.toString('utf8', 0, bytesRead), file, bytesRead < sampleBytes);
  } finally {
    await handle.close();
  }
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

interface Reject {
  row: RefusedRow;
  type: string;
  column: string;
}

async function fill(
  context: BuildContext,
  file: string,
  layout: CsvLayout,
  table: string,
  columns: readonly CsvColumn[],
): Promise<Reject[]> {
  const { db, signal } = context;
  const typed = layout.columns.map(({ name }) => ({ name, type: columns.find((each) => each.name === name)!.type }));
  const { delimiter, header } = layout;
  const relation = csvRelation({ file, delimiter, header, columns: typed, rejects: true, quoted: true });
  await db.run(dropRejects(), { signal });
  await namingFile([file], () =>
    db.run(
      fillStage(
        table,
        typed.map((each) => each.name),
        relation,
      ),
      { signal },
    ),
  );
  const rows = await db.readRows(rejectedLines(), { signal });
  await db.run(dropRejects(), { signal });
  return rows.map((row) => ({
    row: {
      file,
      line: Number(row.line),
      reason: reasonOf(row),
      text: row.text === null ? null : String(row.text).slice(0, 500),
    },
    type: String(row.type),
    column: String(row.column),
  }));
}

function reasonOf(row: Record<string, unknown>): string {
  const count = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(String(row.message));
  if (count) return `has ${count[2]} fields, ${count[1]} are expected`;
  if (row.type === 'CAST') return `column "${row.column}" holds something else than the rest of the column`;
  if (row.type === 'UNQUOTED VALUE') return 'a quote is not closed, or text stands after it';
  if (row.type === 'INVALID ENCODING') return 'is not valid UTF-8';
  return String(row.message).split('\n')[0]!;
}

function textColumns(rejects: readonly Reject[], columns: readonly CsvColumn[], before: number): string[] {
  const counts = new Map<string, number>();
  for (const { type, column } of rejects) if (type === 'CAST') counts.set(column, (counts.get(column) ?? 0) + 1);
  const typed = new Set(columns.filter((each) => each.type !== 'VARCHAR').map((each) => each.name));
  const limit = Math.max(5, before * retypeShare);
  return [...counts].filter(([name, count]) => typed.has(name) && count > limit).map(([name]) => name);
}

/** The error for a file that has no rows at all. */
export function noRows(file: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `${path.basename(file)} holds no rows.`, where: { file } });
}
