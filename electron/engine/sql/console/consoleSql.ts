import { RankscopeError } from '../../../../shared/wire/errors';
import { quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { readingWords, refusedFunctions } from './consoleRules';
import { type SqlToken, sqlTokens } from './sqlTokens';

/** A statement that may be prepared on the session: it begins as a query does and calls nothing that is refused. */
export interface ConsoleStatement {
  /** Without what follows the statement: semicolons, blanks, comments. */
  text: string;
  /** Where `text` begins in what was sent. */
  start: number;
  isExplain: boolean;
}

const maxBytes = 256 * 1024;

/**
 * Reads what a person typed in the console, before anything is given to DuckDB: even preparing a statement can change
 * an instance. Throws `input` for what is empty or several statements, `refused` for what does not only read.
 */
export function consoleStatement(sql: string): ConsoleStatement {
  if (Buffer.byteLength(sql) > maxBytes) {
    throw new RankscopeError({ code: 'too_large', message: `The statement is longer than ${maxBytes / 1024} KiB.` });
  }
  if (sql.includes('\0')) throw new RankscopeError({ code: 'input', message: 'The statement holds a NUL character.' });
  const tokens = sqlTokens(sql);
  const end = tokens.findLastIndex(({ value }) => value !== ';') + 1;
  const begin = tokens.findIndex(({ value }) => value !== ';');
  const statement = begin < 0 ? [] : tokens.slice(begin, end);
  const [first] = statement;
  if (!first) throw new RankscopeError({ code: 'input', message: 'There is no statement to run.' });
  const separator = statement.find(({ kind, value }) => kind === 'symbol' && value === ';');
  if (separator) {
    throw new RankscopeError({
      code: 'input',
      message: 'There are several statements; one is run at a time.',
      hint: 'Select the one to run.',
      where: { position: separator.start },
    });
  }
  const isExplain = first.value === 'explain';
  refuseWriting(isExplain ? afterExplain(statement) : first);
  refuseFunctions(statement);
  return { text: sql.slice(first.start, statement.at(-1)!.end), start: first.start, isExplain };
}

/** EXPLAIN ANALYZE runs its statement, so that must read only as well. */
function afterExplain(tokens: readonly SqlToken[]): SqlToken | undefined {
  let at = 1;
  while (tokens[at]?.value === 'analyze' || tokens[at]?.value === 'analyse') at += 1;
  if (tokens[at]?.value !== '(' || isReading(tokens[at + 1])) return tokens[at];
  while (at < tokens.length && tokens[at]?.value !== ')') at += 1;
  return tokens[at + 1];
}

function isReading(token: SqlToken | undefined): boolean {
  return token !== undefined && token.kind !== 'text' && token.kind !== 'name' && readingWords.has(token.value);
}

function refuseWriting(token: SqlToken | undefined): void {
  if (isReading(token)) return;
  const word = token?.kind === 'word' ? token.value.toUpperCase() : (token?.value.slice(0, 40) ?? 'nothing');
  throw new RankscopeError({
    code: 'refused',
    message: `Only queries that read are allowed here; this one begins with ${word}.`,
    hint: 'Begin with SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN.',
    where: { position: token?.start ?? 0 },
  });
}

function refuseFunctions(tokens: readonly SqlToken[]): void {
  const call = tokens.find(
    ({ kind, value }, i) =>
      (kind === 'word' || kind === 'name') && refusedFunctions.has(value) && tokens[i + 1]?.value === '(',
  );
  if (!call) return;
  throw new RankscopeError({
    code: 'refused',
    message: `The function ${call.value} is not allowed here.`,
    where: { position: call.start },
  });
}

/** The statement's rows, at most `limit` of them; `before` characters of the text come before the statement. */
export function limitedRows({ text }: ConsoleStatement, limit: number): { sql: Sql; before: number } {
  const head = 'SELECT * FROM (';
  return { sql: { text: `${head}${text}\n) LIMIT ${limit}` }, before: head.length };
}

/** Writes the statement's rows to a file. */
export function copyRows(text: string, file: string, format: 'csv' | 'parquet'): { sql: Sql; before: number } {
  const head = 'COPY (';
  const options = format === 'csv' ? 'FORMAT csv, HEADER true' : 'FORMAT parquet, COMPRESSION zstd';
  return { sql: { text: `${head}${text}\n) TO ${quoteText(file)} (${options})` }, before: head.length };
}

/** How many rows a COPY has written, of the row that it gives. */
export function countCopied(row: Record<string, unknown> | null): number {
  return Number(row?.Count ?? 0);
}

/** Column `folders`: how many folders this instance may write files in. */
export const ioFolders: Sql = { text: "SELECT len(current_setting('allowed_directories'))::DOUBLE AS folders" };
