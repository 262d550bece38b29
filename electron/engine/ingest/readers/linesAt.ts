import { plainStream } from './textFile';

/** The line (from 1) that each byte offset of a file lies in; NaN offsets give undefined. */
export async function linesAt(file: string, offsets: readonly number[]): Promise<(number | undefined)[]> {
  const wanted = offsets.map((offset, index) => ({ offset, index })).filter((each) => Number.isFinite(each.offset));
  wanted.sort((a, b) => a.offset - b.offset);
  const lines = new Array<number | undefined>(offsets.length);
  let line = 1;
  let start = 0;
  let next = 0;
  for await (const chunk of plainStream(file)) {
    const bytes = chunk as Buffer;
    let from = 0;
    while (next < wanted.length && wanted[next]!.offset <= start + bytes.length) {
      const until = wanted[next]!.offset - start;
      line += countNewlines(bytes, from, until);
      from = Math.max(from, until);
      lines[wanted[next]!.index] = line;
      next += 1;
    }
    if (next === wanted.length) break;
    line += countNewlines(bytes, from, bytes.length);
    start += bytes.length;
  }
  return lines;
}

function countNewlines(bytes: Buffer, from: number, until: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < until; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
