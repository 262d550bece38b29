import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { RefusedRow } from '../refusedRow';
import type { IdTable } from './idTable';
import { TrecLines, type TrecRows, type TrecShape } from './trecLines';

export interface ScanOptions {
  /** Ids are numbered here; several files may share them. */
  ids: { requests: IdTable; items: IdTable };
  signal?: AbortSignal;
}

const blockBytes = 1 << 20;
const newline = 10;

/**
 * Reads a TREC run or qrels file, plain or gzip. Lines with too few fields or no number where one belongs come back as
 * refused. A file that is not UTF-8 is an `input` error that names its line.
 */
export async function scanTrec(
  file: string,
  shape: TrecShape,
  { ids, signal }: ScanOptions,
): Promise<{ rows: TrecRows; refused: RefusedRow[] }> {
  const lines = new TrecLines(file, shape, ids);
  const { size } = await stat(file);
  let first = true;
  for await (const block of file.endsWith('.gz') ? unzippedBlocks(file) : plainBlocks(file)) {
    signal?.throwIfAborted();
    const start = first && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? 3 : 0;
    if (!isUtf8(block)) throw notUtf8(file, block, lines.lines);
    lines.add(block.subarray(start));
    if (first) lines.expect(Math.ceil((1.02 * lines.lines * size) / Math.max(1, block.length)));
    first = false;
  }
  return { rows: lines.rows, refused: lines.refused };
}

/** Whole lines at a time, each ended by a newline. A block is valid until the next one is asked for. */
async function* plainBlocks(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    const lines = new LineBlocks();
    for (;;) {
      const { bytesRead } = await handle.read(lines.room(), 0);
      if (bytesRead === 0) break;
      yield lines.take(bytesRead);
    }
    yield lines.last();
  } finally {
    await handle.close();
  }
}

async function* unzippedBlocks(file: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file);
  const unzipped = createGunzip({ chunkSize: blockBytes });
  source.on('error', (error) => unzipped.destroy(error));
  const lines = new LineBlocks();
  try {
    for await (const chunk of source.pipe(unzipped) as AsyncIterable<Uint8Array>) {
      for (let at = 0; at < chunk.length; ) {
        const room = lines.room();
        const part = chunk.subarray(at, at + room.length);
        room.set(part);
        at += part.length;
        yield lines.take(part.length);
      }
    }
  } finally {
    source.destroy();
  }
  yield lines.last();
}

/** A buffer that gives out whole lines and keeps what is left of the last one. */
class LineBlocks {
  #buffer = new Uint8Array(blockBytes + 1);
  #kept = 0;
  #used = 0;

  /** Where the next bytes go. */
  room(): Uint8Array {
    this.#buffer.copyWithin(0, this.#used, this.#used + this.#kept);
    this.#used = 0;
    if (2 * this.#kept > this.#buffer.length) {
      const longer = new Uint8Array(2 * this.#buffer.length);
      longer.set(this.#buffer.subarray(0, this.#kept));
      this.#buffer = longer;
    }
    // One byte stays free for the newline that the last line may lack.
    return this.#buffer.subarray(this.#kept, this.#buffer.length - 1);
  }

  take(bytes: number): Uint8Array {
    const filled = this.#kept + bytes;
    this.#used = this.#buffer.lastIndexOf(newline, filled - 1) + 1;
    this.#kept = filled - this.#used;
    return this.#buffer.subarray(0, this.#used);
  }

  last(): Uint8Array {
    if (this.#kept === 0) return this.#buffer.subarray(0, 0);
    const end = this.#used + this.#kept;
    this.#buffer[end] = newline;
    return this.#buffer.subarray(this.#used, end + 1);
  }
}

function notUtf8(file: string, block: Uint8Array, linesBefore: number): RankscopeError {
  let line = linesBefore;
  for (let from = 0; from < block.length; ) {
    const end = block.indexOf(newline, from) + 1;
    line += 1;
    if (!isUtf8(block.subarray(from, end))) break;
    from = end;
  }
  return new RankscopeError({
    code: 'input',
    message: `Line ${line} of ${path.basename(file)} is not UTF-8.`,
    hint: 'Save the file as UTF-8.',
    where: { file, line },
  });
}
