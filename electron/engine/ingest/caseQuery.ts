import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Connection } from '../db/connection';
import { DuckdbError } from '../db/errors';
import { openScratch } from '../db/open';
import { copyQuery, namedView } from '../sql/ingest/logQuery';
import type { BuildContext } from './buildContext';
import { openFiles } from './readers/logSource';

/** A SELECT of the case: its file, the tables it reads, and the key of case.yaml that holds both. */
export interface CaseQuery {
  key: 'log' | 'recomputed';
  file: string;
  tables: Record<string, string[]>;
}

/**
 * Runs `<key>.sql` over `<key>.tables` in an instance that can read those files and nothing else, and gives the path of
 * a Parquet file with its rows. The text must be one SELECT. Faults are `input` errors with the line in the SQL file.
 */
export async function runCaseQuery(context: BuildContext, { key, file, tables }: CaseQuery): Promise<string> {
  const { signal } = context;
  const output = await context.workFile(`${key}.parquet`);
  const text = (await readFile(file, 'utf8')).trim().replace(/(;\s*)+$/, '');
  const scratch = await openScratch({ allowedPaths: [...Object.values(tables).flat(), output] });
  const db = await scratch.connect();
  try {
    for (const [name, files] of Object.entries(tables))
      await openTable({ ...context, db, alwaysOrdered: true }, key, name, files);
    context.step(`Running ${path.basename(file)}`);
    await requireSelect(db, text, { key, file });
    await locating({ key, file }, text, () => db.run(copyQuery(text, output), { signal }));
    return output;
  } finally {
    await db.close();
    await scratch.close();
  }
}

async function openTable(context: BuildContext, key: string, name: string, files: readonly string[]): Promise<void> {
  context.step(`Reading table ${name}`);
  const source = await openFiles(context, files, 'auto', `table_${name}`);
  if (source.rows === 0) context.warnings.push(`The table ${name} of ${key}.sql has no rows.`);
  await context.db.run(namedView(name, source.relation));
}

type Place = Pick<CaseQuery, 'key' | 'file'>;

async function requireSelect(db: Connection, text: string, { key, file }: Place): Promise<void> {
  const words = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  const types = words === '' ? [] : await locating({ key, file }, text, () => db.statementTypes(text));
  // DESCRIBE, SUMMARIZE and PRAGMA count as SELECT too.
  if (types.length === 1 && types[0] === 'SELECT' && /^(SELECT|WITH|FROM|\()/i.test(words)) return;
  const found = types.length === 0 ? 'empty' : types.length === 1 ? types[0] : `${types.length} statements`;
  throw new RankscopeError({
    code: 'input',
    message: `${path.basename(file)} must be one SELECT; it is ${found}.`,
    where: { file, path: `${key}.sql` },
  });
}

// Positions of the statement as it is run lie behind the words that the builder puts before it.
async function locating<T>({ key, file }: Place, text: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RankscopeError) || !['input', 'refused'].includes(error.code)) throw error;
    const position = error instanceof DuckdbError ? error.position : null;
    const offset = error.sql?.indexOf(text) ?? 0;
    const line =
      position === null ? undefined : text.slice(0, Math.max(0, position - Math.max(0, offset))).split('\n').length;
    throw new RankscopeError(
      {
        code: 'input',
        message: `${path.basename(file)}${line ? `, line ${line}` : ''}: ${error.message}`,
        hint: error.hint ?? `It may read only the tables named in ${key}.tables.`,
        where: { file, line, path: `${key}.sql` },
      },
      { cause: error },
    );
  }
}
