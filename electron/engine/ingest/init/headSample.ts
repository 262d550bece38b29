import { createReadStream } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

/** The beginning of a text file, decompressed. `complete`: there is nothing after it. */
export interface TextHead {
  bytes: Buffer;
  complete: boolean;
}

/** Up to `limit` bytes of a file; .gz and .zst files are decompressed only as far as that. */
export async function textHead(file: string, limit: number): Promise<TextHead> {
  if (/\.gz$/i.test(file)) {
    // A failure reaches the reader of the last stream; the callback only keeps it from counting as unhandled.
    return fromStream(
      pipeline(createReadStream(file), createGunzip(), () => undefined),
      limit,
    );
  }
  if (/\.zst$/i.test(file)) return fromZstd(file, limit);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(
      Buffer.allocUnsafe(Math.min(size, limit)),
      0,
      Math.min(size, limit),
      0,
    );
    return { bytes: buffer.subarray(0, bytesRead), complete: size <= limit };
  } finally {
    await handle.close();
  }
}

async function fromStream(stream: NodeJS.ReadableStream, limit: number): Promise<TextHead> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length > limit) return { bytes: Buffer.concat(parts).subarray(0, limit), complete: false };
  }
  return { bytes: Buffer.concat(parts), complete: true };
}

async function fromZstd(file: string, limit: number): Promise<TextHead> {
  const parts: Buffer[] = [];
  let length = 0;
  const decoder = new Decompress((part) => {
    parts.push(Buffer.from(part));
    length += part.length;
  });
  for await (const part of createReadStream(file)) {
    decoder.push(part as Buffer);
    if (length > limit) return { bytes: Buffer.concat(parts).subarray(0, limit), complete: false };
  }
  return { bytes: Buffer.concat(parts), complete: true };
}

/**
 * A file that the table readers can take whole and fast: the file itself when it is small and plain, else its first
 * `limit` bytes up to the last line end, as a file of its own made by `workFile`.
 */
export async function headFile(
  file: string,
  limit: number,
  workFile: (suffix: string) => Promise<string>,
): Promise<{ file: string; complete: boolean }> {
  const packed = /\.(gz|zst)$/i.test(file);
  if (!packed && (await stat(file)).size <= limit) return { file, complete: true };
  const { bytes, complete } = await textHead(file, limit);
  const output = await workFile(path.basename(file).replace(/\.(gz|zst)$/i, ''));
  await writeFile(output, complete ? bytes : bytes.subarray(0, lastLineEnd(bytes)));
  return { file: output, complete };
}

// UTF-16 text is cut at a whole character instead: its line ends are two bytes wide.
function lastLineEnd(bytes: Buffer): number {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return bytes.length - (bytes.length % 2);
  const end = bytes.lastIndexOf(0x0a);
  return end < 0 ? bytes.length : end + 1;
}
