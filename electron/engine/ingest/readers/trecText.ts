import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { RefusedRow } from '../refusedRow';
import { plainStream } from './textFile';

/** Fields that are taken from a line, by index from 0, and which of them is a number. */
export interface TrecShape {
  minFields: number;
  /** Fields in output order. */
  take: readonly number[];
  numberField: number;
  numberName: string;
}

/** topic Q0 docno rank score tag */
export const runShape: TrecShape = { minFields: 5, take: [0, 2, 3, 4], numberField: 4, numberName: 'score' };
/** topic iteration docno relevance */
export const qrelsShape: TrecShape = { minFields: 4, take: [0, 2, 3], numberField: 3, numberName: 'relevance' };

const chunkBytes = 1 << 22;
const [tab, newline, carriage, blank] = [9, 10, 13, 32] as const;

/**
 * The one delimiter of a file whose lines are split by exactly one blank or one tab, and the fields of its first line;
 * null when blanks and tabs are mixed, doubled, or begin a line, so that only a split on any whitespace is right.
 */
export async function uniformDelimiter(file: string): Promise<{ delimiter: ' ' | '\t'; fields: number } | null> {
  const handle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes + 1);
    let delimiter: ' ' | '\t' | null = null;
    let fields = 0;
    // The byte before each chunk stands at index 0, so that pairs across a border are seen.
    buffer[0] = newline;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 1, chunkBytes, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead + 1);
      if (delimiter === null) {
        const line = chunk.toString('latin1', 1, Math.min(chunk.length, 65_536)).split('\n', 1)[0]!;
        delimiter = line.includes('\t') ? '\t' : ' ';
        fields = line.split(delimiter).length;
      }
      if (isMixed(chunk, delimiter)) return null;
      buffer[0] = chunk[bytesRead]!;
    }
    return delimiter === null ? null : { delimiter, fields };
  } finally {
    await handle.close();
  }
}

function isMixed(chunk: Buffer, delimiter: ' ' | '\t'): boolean {
  const other = delimiter === ' ' ? tab : blank;
  return (
    chunk.includes(other) ||
    chunk.includes(carriage) ||
    chunk.includes(delimiter + delimiter) ||
    chunk.includes(`\n${delimiter}`)
  );
}

/**
 * Rewrites a file split on any whitespace as one with single tabs and the taken fields only. Lines with too few fields
 * or no number where one belongs are returned, not written; blank lines are left out.
 */
export async function normalizeTrec(file: string, output: string, shape: TrecShape, signal?: AbortSignal) {
  const refused: RefusedRow[] = [];
  const input = plainStream(file, signal);
  const out = createWriteStream(output, { highWaterMark: chunkBytes });
  let rest = '';
  let lineNumber = 0;
  // latin1 keeps every byte as it is: fields are copied, never interpreted.
  input.setEncoding('latin1');
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    const { text, bad } = normalizeLines(lines, shape, lineNumber);
    lineNumber += lines.length;
    for (const each of bad) refused.push({ file, ...each });
    if (!out.write(text, 'latin1')) await once(out, 'drain');
  }
  const last = normalizeLines([rest], shape, lineNumber);
  for (const each of last.bad) refused.push({ file, ...each });
  out.end(last.text, 'latin1');
  await finished(out);
  return refused;
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(inf|infinity|nan)$/i;

function normalizeLines(lines: readonly string[], shape: TrecShape, before: number) {
  const bad: { line: number; reason: string; text: string }[] = [];
  let text = '';
  lines.forEach((line, index) => {
    const fields = line.match(/[^\t-\r ]+/g);
    if (!fields) return;
    const number = fields[shape.numberField] ?? '';
    if (fields.length < shape.minFields) {
      const reason = `has ${fields.length} fields, ${shape.minFields} are expected`;
      bad.push({ line: before + index + 1, reason, text: line.slice(0, 500) });
    } else if (!numberPattern.test(number)) {
      const reason = `the ${shape.numberName} "${number}" is not a number`;
      bad.push({ line: before + index + 1, reason, text: line.slice(0, 500) });
    } else text += `${shape.take.map((each) => fields[each]).join('\t')}\n`;
  });
  return { text, bad };
}
