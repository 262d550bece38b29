import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { InputPrint } from './sessionMeta';

/** sha256 of a file's content, read in large pieces. */
export async function contentHash(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const stream = createReadStream(file, { highWaterMark: 1 << 20, signal });
  stream.on('data', (chunk) => hash.update(chunk));
  await finished(stream);
  return hash.digest('hex');
}

/** Size, time and content of each input. Folders (MLflow models) and files in `later` have no content hash yet. */
export async function fingerprint(
  folder: string,
  files: readonly string[],
  later: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<InputPrint[]> {
  const prints: InputPrint[] = [];
  for (const file of files) {
    const facts = await stat(file, { bigint: true });
    const sha256 = facts.isFile() && !later.has(file) ? await contentHash(file, signal) : '';
    prints.push({ path: inputName(folder, file), bytes: Number(facts.size), mtimeNs: String(facts.mtimeNs), sha256 });
  }
  return prints;
}

/** The prints with the hashes that scoring has computed for its files, and those of files it could not read. */
export async function withHashes(
  prints: readonly InputPrint[],
  files: readonly string[],
  hashes: ReadonlyMap<string, string | null>,
  signal?: AbortSignal,
): Promise<InputPrint[]> {
  return Promise.all(
    prints.map(async (print, index) => {
      const file = files[index]!;
      if (!hashes.has(file)) return print;
      const isFile = (await stat(file)).isFile();
      return { ...print, sha256: hashes.get(file) ?? (isFile ? await contentHash(file, signal) : '') };
    }),
  );
}

/** True when the inputs are the ones of an earlier build: same size and time, else the same content. */
export async function unchanged(
  folder: string,
  files: readonly string[],
  before: readonly InputPrint[],
): Promise<boolean> {
  if (files.length !== before.length) return false;
  const byPath = new Map(before.map((each) => [each.path, each]));
  for (const file of files) {
    const known = byPath.get(inputName(folder, file));
    if (!known || !(await sameFile(file, known))) return false;
  }
  return true;
}

/** What the build noted of an input file; undefined for any other file. */
export function printOf(folder: string, file: string, prints: readonly InputPrint[]): InputPrint | undefined {
  const name = inputName(folder, file);
  return prints.find((each) => each.path === name);
}

async function sameFile(file: string, known: InputPrint): Promise<boolean> {
  const facts = await stat(file, { bigint: true });
  if (Number(facts.size) !== known.bytes) return false;
  if (String(facts.mtimeNs) === known.mtimeNs) return true;
  return facts.isFile() && (await contentHash(file)) === known.sha256;
}

function inputName(folder: string, file: string): string {
  const relative = path.relative(folder, file);
  const inside = !relative.startsWith('..') && !path.isAbsolute(relative);
  return inside ? relative.split(path.sep).join('/') : file;
}
