import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { BuildContext } from '../buildContext';

/** A text file's bytes without compression. */
export function plainStream(file: string, signal?: AbortSignal): Readable {
  const raw = createReadStream(file, { highWaterMark: 1 << 20, signal });
  if (/\.gz$/i.test(file)) return forward(raw, createGunzip());
  return /\.zst$/i.test(file) ? forward(raw, unzstd()) : raw;
}

function forward(from: Readable, to: Transform): Transform {
  from.on('error', (error) => to.destroy(error));
  return from.pipe(to);
}

function unzstd(): Transform {
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      attempt(done, () => decoder.push(chunk));
    },
    flush(done) {
      attempt(done, () => decoder.push(new Uint8Array(0), true));
    },
  });
  const decoder = new Decompress((data) => stream.push(data));
  return stream;
}

function attempt(done: (error?: Error) => void, work: () => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The first bytes of a file, decompressed, and whether they are all of it. */
export async function headBytes(file: string, count: number): Promise<{ bytes: Buffer; complete: boolean }> {
  if (!/\.(gz|zst)$/i.test(file)) return plainHead(file, count);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of plainStream(file)) {
      parts.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > count) break;
    }
  } catch (error) {
    throw unreadable(file, 'its compression is damaged or cut off', error);
  }
  return { bytes: Buffer.concat(parts).subarray(0, count), complete: length <= count };
}

async function plainHead(file: string, count: number) {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(count), 0, count, 0);
    return { bytes: buffer.subarray(0, bytesRead), complete: bytesRead < count };
  } finally {
    await handle.close();
  }
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** The encoding of a text by its first bytes. Encodings that are not read are `input` errors that name them. */
export function detectEncoding(bytes: Uint8Array, file: string): TextEncoding {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw refused(file, 'UTF-32');
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) throw refused(file, 'UTF-32');
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (isUtf8(bytes)) {
    if (bytes.includes(0)) throw refused(file, 'UTF-16 without a byte order mark, or binary');
    return 'utf-8';
  }
  if (bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) throw refused(file, 'Windows-1252 or another 8-bit encoding');
  return 'latin1';
}

// Bytes that do not begin a character at the end are a cut, not a fault. A few faulty lines in a UTF-8 file are left to
// the reader, which refuses them one by one.
function isUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, Math.max(0, bytes.length - 4)));
  const faults = text.split('\ufffd').length - 1;
  const wide = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return faults === 0 || faults < wide / 10;
}

/** The file itself when it is UTF-8, else a copy in UTF-8 in the build's work folder. */
export async function utf8File(context: BuildContext, file: string): Promise<string> {
  const { bytes } = await headBytes(file, 1 << 20);
  const encoding = detectEncoding(bytes, file);
  if (encoding === 'utf-8') return file;
  if (encoding === 'latin1') context.warnings.push(`${path.basename(file)} is not UTF-8 and was read as Latin-1.`);
  const output = await context.workFile('utf8.txt');
  await pipeline(plainStream(file, context.signal), recode(encoding), createWriteStream(output));
  return output;
}

function recode(encoding: 'utf-16le' | 'utf-16be' | 'latin1'): Transform {
  // Node's `latin1` label of TextDecoder means Windows-1252; Buffer's is the true one.
  const decoder = encoding === 'latin1' ? null : new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, decoder ? decoder.decode(chunk, { stream: true }) : chunk.toString('latin1'));
    },
    flush(done) {
      done(null, decoder?.decode() ?? '');
    },
  });
}

function refused(file: string, encoding: string): RankscopeError {
  const message = `${path.basename(file)} is ${encoding}; UTF-8, UTF-16 with a byte order mark and Latin-1 can be read.`;
  return new RankscopeError({ code: 'input', message, hint: 'Save it as UTF-8.', where: { file } });
}

function unreadable(file: string, why: string, cause: unknown): RankscopeError {
  return new RankscopeError(
    { code: 'input', message: `${path.basename(file)} cannot be read: ${why}.`, where: { file } },
    { cause },
  );
}
