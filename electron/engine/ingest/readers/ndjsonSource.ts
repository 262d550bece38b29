import path from 'node:path';
import { RankscopeError } from '../../../../shared/wire/errors';
import { quoteIdent } from '../../db/quote';
import {
  badLines,
  countBadLines,
  createFromLines,
  jsonArrayRelation,
  linesStructure,
  stageLines,
} from '../../sql/ingest/ndjson';
import { countRows } from '../../sql/ingest/readers';
import { appendRelation, dropTable, stageRelation } from '../../sql/ingest/staging';
import { type BuildContext, refuseRows, setOrder } from '../buildContext';
import type { LogSource } from './logSource';
import { namingFile } from './parquetSource';
import { tableSource } from './tableSource';
import { headBytes, utf8File } from './textFile';

/**
 * NDJSON files, or files that are one JSON array, as one staged table. Lines that hold no object are refused. Keys with
 * values of several types become text; nested objects become STRUCTs, or text where their types differ.
 */
export async function ndjsonSource(
  context: BuildContext,
  files: readonly string[],
  table: string,
  textColumns: ReadonlySet<string>,
): Promise<LogSource> {
  const { db, signal } = context;
  await setOrder(context, true);
  const starts: { file: string; from: number }[] = [];
  for (const [index, file] of files.entries()) {
    const part = index === 0 ? table : `${table}_part`;
    const plain = await utf8File(context, file);
    if (await isArray(plain))
      await namingFile([file], () => db.run(stageRelation(part, jsonArrayRelation(plain)), { signal }));
    else await readLines(context, file, plain, part, textColumns);
    const from = index === 0 ? 0 : Number((await db.readOne(countRows(quoteIdent(table))))?.rows);
    starts.push({ file, from });
    if (index > 0) {
      for (const sql of appendRelation(table, part)) await namingFile([file], () => db.run(sql, { signal }));
    }
  }
  await setOrder(context, false);
  return tableSource(context, table, starts, []);
}

async function isArray(file: string): Promise<boolean> {
  const { bytes } = await headBytes(file, 256);
  return /^\ufeff?\s*\[/.test(bytes.toString('utf8'));
}

async function readLines(
  context: BuildContext,
  file: string,
  plain: string,
  table: string,
  textColumns: ReadonlySet<string>,
): Promise<void> {
  const { db, signal } = context;
  const lines = `${table}_lines`;
  await namingFile([file], () => db.run(stageLines(lines, plain), { signal }));
  const found = await namingFile([file], () => db.readOne(linesStructure(lines), { signal }));
  const structure = JSON.parse(String(found?.structure ?? 'null')) as Record<string, unknown> | null;
  if (structure === null || typeof structure !== 'object') {
    throw fault(file, 'holds no line with a JSON object');
  }
  refuseTwins(file, Object.keys(structure));
  const typed = Object.fromEntries(
    Object.entries(structure).map(([name, type]) => [name, textColumns.has(name) ? 'VARCHAR' : textForMixed(type)]),
  );
  await namingFile([file], () => db.run(createFromLines(table, lines, JSON.stringify(typed)), { signal }));
  const bad = await db.readRows(badLines(lines), { signal });
  const count = Number((await db.readOne(countBadLines(lines), { signal }))?.rows);
  const refused = bad.map((row) => ({
    file,
    line: Number(row.line),
    reason: row.valid ? 'holds no JSON object' : 'is not valid JSON',
    text: String(row.text),
  }));
  refuseRows(context, refused, count);
  await db.run(dropTable(lines), { signal });
}

// Values of several types have the type JSON there; as text they are what the file says.
function textForMixed(type: unknown): unknown {
  if (type === 'JSON' || type === 'NULL') return 'VARCHAR';
  if (Array.isArray(type)) return type.map(textForMixed);
  if (typeof type !== 'object' || type === null) return type;
  const entries = Object.entries(type);
  const twins = new Set(entries.map(([name]) => name.toLowerCase())).size < entries.length;
  return twins ? 'VARCHAR' : Object.fromEntries(entries.map(([name, each]) => [name, textForMixed(each)]));
}

function refuseTwins(file: string, names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) throw fault(file, `has the keys "${twin}" and "${name}", which differ only by case`);
    seen.set(name.toLowerCase(), name);
  }
}

function fault(file: string, what: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `${path.basename(file)} ${what}.`, where: { file } });
}
