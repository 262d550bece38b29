import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** The scores of one page of the log, for each output one value a row; NaN = none. */
export interface ScoredPage {
  /** Half-open range of `row_id`s. */
  from: number;
  to: number;
  rowIds: Int32Array;
  scores: Float64Array[];
  /** Rows that had no features, among those without a score. */
  absent: number;
}

const folderName = 'scoring.partial';
/** Files of scorings that were cancelled and never taken up again. */
const maxFiles = 32;
const magic = 0x31535052;
const headerBytes = 32;

/**
 * Scores of one model, page by page, in a file that outlives a build that was cancelled or whose process ended. The next
 * scoring under the same key takes up the pages that are whole and goes on behind them. Its file lies in
 * `scoring.partial` beside the session and is removed once a build is complete. A page that was half written, or
 * whose checksum is wrong, is scored again with everything behind it.
 */
export class PartialScores {
  /** Whole pages in the file. */
  pages = 0;
  readonly #file: string;
  readonly #outputs: number;
  #handle: FileHandle | null = null;
  #end = 0;

  private constructor(file: string, outputs: number) {
    this.#file = file;
    this.#outputs = outputs;
  }

  /** `key` decides every score: model, inputs, rows and libraries; `outputs` are their names in order. */
  static async open(sessionDir: string, key: string, outputs: readonly (string | null)[]): Promise<PartialScores> {
    const name = createHash('sha256')
      .update(JSON.stringify([key, outputs]))
      .digest('hex')
      .slice(0, 32);
    const kept = new PartialScores(path.join(sessionDir, folderName, name), outputs.length);
    for await (const _ of kept.read()) kept.pages++;
    return kept;
  }

  /** The whole pages in order, each read when it is asked for. */
  async *read(): AsyncGenerator<ScoredPage> {
    const handle = await open(this.#file, 'r').catch(() => null);
    if (!handle) return;
    this.#end = 0;
    try {
      for (let next = await readPage(handle, 0, this.#outputs); next; ) {
        this.#end = next.end;
        yield next.page;
        next = await readPage(handle, this.#end, this.#outputs);
      }
    } finally {
      await handle.close();
    }
  }

  /** Adds a page behind the others. A disk that takes no more ends the keeping, not the scoring. */
  async append(page: ScoredPage): Promise<void> {
    try {
      if (!this.#handle) {
        await mkdir(path.dirname(this.#file), { recursive: true });
        this.#handle = await open(this.#file, this.#end === 0 ? 'w' : 'r+');
        await this.#handle.truncate(this.#end);
      }
      const bytes = pageBytes(page);
      await this.#handle.write(bytes, 0, bytes.length, this.#end);
      this.#end += bytes.length;
      this.pages++;
    } catch {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close().catch(() => undefined);
    this.#handle = null;
  }
}

/** Removes what is kept of scorings: the build that they belong to is complete. */
export async function removePartialScores(sessionDir: string): Promise<void> {
  await rm(path.join(sessionDir, folderName), { recursive: true, force: true });
}

/** Removes the oldest files of scorings that nobody took up again. */
export async function limitPartialScores(sessionDir: string): Promise<void> {
  const folder = path.join(sessionDir, folderName);
  const names = await readdir(folder).catch(() => [] as string[]);
  if (names.length <= maxFiles) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(path.join(folder, name))).mtimeMs })),
  );
  files.sort((a, b) => b.time - a.time);
  for (const { name } of files.slice(maxFiles)) await rm(path.join(folder, name), { recursive: true, force: true });
}

function pageBytes({ from, to, rowIds, scores, absent }: ScoredPage): Buffer {
  const body = Buffer.concat(
    [rowIds, ...scores].map((each) => new Uint8Array(each.buffer, each.byteOffset, each.byteLength)),
  );
  const header = Buffer.alloc(headerBytes);
  [magic, rowIds.length, from, to, scores.length, absent].forEach((value, index) => {
    header.writeUInt32LE(value, index * 4);
  });
  header.writeUInt32LE(crc32(body, crc32(header.subarray(0, 24))), 24);
  return Buffer.concat([header, body]);
}

async function readPage(
  handle: FileHandle,
  start: number,
  outputs: number,
): Promise<{ page: ScoredPage; end: number } | null> {
  const header = Buffer.alloc(headerBytes);
  if ((await handle.read(header, 0, headerBytes, start)).bytesRead < headerBytes) return null;
  const [found, rows, from, to, columns, absent] = [0, 4, 8, 12, 16, 20].map((at) => header.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const bytes = rows * (4 + 8 * columns);
  const { size } = await handle.stat();
  if (found !== magic || columns !== outputs || start + headerBytes + bytes > size) return null;
  const body = Buffer.alloc(bytes);
  await handle.read(body, 0, bytes, start + headerBytes);
  if (crc32(body, crc32(header.subarray(0, 24))) !== header.readUInt32LE(24)) return null;
  const copy = body.buffer.slice(body.byteOffset, body.byteOffset + bytes);
  const rowIds = new Int32Array(copy.slice(0, rows * 4));
  const scores = Array.from({ length: columns }, (_, index) => {
    const at = rows * 4 + index * rows * 8;
    return new Float64Array(copy.slice(at, at + rows * 8));
  });
  return { page: { from, to, rowIds, scores, absent }, end: start + headerBytes + bytes };
}
