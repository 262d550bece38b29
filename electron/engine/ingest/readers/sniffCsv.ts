import { RankscopeError } from '../../../../shared/wire/errors';

/** What a delimited file looks like. `header` names are as written; without a header row names are `column0`, ... */
export interface CsvLayout {
  delimiter: ',' | ';' | '\t' | '|' | ' ';
  header: boolean;
  columns: CsvColumn[];
}

export interface CsvColumn {
  name: string;
  type: CsvType;
}

export type CsvType = 'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'TIMESTAMP' | 'TIMESTAMPTZ' | 'VARCHAR';

const delimiters = [',', '\t', ';', '|'] as const;
export const maxColumns = 10_000;

/**
 * Settles delimiter, header and column types from the first part of a file. `complete` says that `text` is the whole
 * file, else its last record is taken as cut off and left out. Throws `input` errors that name `file`.
 */
export function sniffCsv(text: string, file: string, complete: boolean): CsvLayout {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.trim() === '') throw fault(file, `${file} is empty`);
  const delimiter = pickDelimiter(body);
  const records = splitRecords(body, delimiter);
  if (!complete && records.length > 1) records.pop();
  const [first = [], ...rest] = records;
  if (first.length > maxColumns)
    throw fault(file, `${file} has more than ${maxColumns} columns`, 'Write only the columns that the case names.');
  const header = looksLikeHeader(first, rest);
  const names = header ? first.map((each) => each.trim()) : first.map((_, index) => `column${index}`);
  refuseTwins(names, file);
  // Records that are too short or too long are refused when the file is read; they say nothing of types.
  const whole = (header ? rest : records).filter((each) => each.length === names.length);
  const columns = names.map((name, index) => ({ name: name || `column${index}`, type: typeOf(whole, index) }));
  return { delimiter, header, columns };
}

// The delimiter that splits the most records into the same number of at least two fields as the first one.
function pickDelimiter(text: string): CsvLayout['delimiter'] {
  const sample = text.slice(0, 200_000);
  let best: CsvLayout['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const records = splitRecords(sample, delimiter, 200);
    const width = records[0]?.length ?? 0;
    if (width < 2) continue;
    const score =
      (records.filter((each) => each.length === width).length / records.length) * 1000 + Math.min(width, 999) / 1000;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** The first `most` records of delimited text: RFC 4180 quoting, any line end, blank lines left out. */
export function splitRecords(text: string, delimiter: string, most = Number.POSITIVE_INFINITY): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length && records.length < most) {
    const { value, next } = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter);
    record.push(value);
    at = next;
    // Text after a closing quote: the record is broken, the next one is not.
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) record.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  return records;
}

function plainField(text: string, start: number, delimiter: string) {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(start, end), next: end };
}

function quotedField(text: string, start: number) {
  let value = '';
  let at = start + 1;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), next: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, next: quote + 1 };
    value += '"';
    at = quote + 2;
  }
  return { value, next: at };
}

// A header has no number, no blank twice, and no name twice; a file of text columns only is taken to have one.
function looksLikeHeader(first: string[], rest: string[][]): boolean {
  const named = first.filter((each) => each.trim() !== '');
  if (named.length === 0 || named.some((each) => Number.isFinite(Number(each)))) return false;
  if (first.some((each) => timestampPattern.test(each.trim()))) return false;
  const widths = rest.slice(0, 100).filter((each) => each.length === first.length).length;
  return rest.length === 0 || widths > 0 || named.length === first.length;
}

function refuseTwins(names: string[], file: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined && name !== '') {
      const what = twin === name ? `"${name}" twice` : `"${twin}" and "${name}", which differ only by case`;
      throw fault(file, `${file} has the column ${what}`, 'Rename one of them.');
    }
    seen.set(key, name);
  }
}

const timestampPattern = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?$/;
const integerPattern = /^[+-]?\d{1,18}$/;
const numberPattern = /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf|infinity|nan)$/i;

function typeOf(records: string[][], index: number): CsvType {
  const values: string[] = [];
  for (const record of records) if (record[index]) values.push(record[index].trim());
  if (values.length === 0) return 'VARCHAR';
  const all = (pattern: RegExp) => values.every((each) => pattern.test(each));
  if (all(/^(true|false)$/i)) return 'BOOLEAN';
  if (all(integerPattern)) return values.some((each) => /^[+-]?0\d/.test(each)) ? 'VARCHAR' : 'BIGINT';
  if (all(numberPattern)) return 'DOUBLE';
  if (!all(timestampPattern)) return 'VARCHAR';
  return values.some((each) => /(Z|[+-]\d{2}(:?\d{2})?)$/.test(each.slice(10))) ? 'TIMESTAMPTZ' : 'TIMESTAMP';
}

function fault(file: string, message: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `${message}.`, hint, where: { file } });
}
