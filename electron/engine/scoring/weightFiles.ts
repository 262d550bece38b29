import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { readOnnxFile } from './onnxFile';

/** A protobuf message, and so an ONNX file, holds less than this. */
const largestFile = 2 ** 31;
/** Larger files hold their weights themselves. */
const outlineBytes = 1 << 26;

/** Real paths of the files beside an ONNX file that hold its weights; none for a file that cannot be read. */
export async function weightFiles(file: string): Promise<string[]> {
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile() || facts.size > outlineBytes || path.extname(file).toLowerCase() !== '.onnx') return [];
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return [];
  try {
    const found = readOnnxFile(bytes, file).weights.map((location) => weightFile(file, location));
    return (await Promise.all(found)).filter((each) => each !== null);
  } catch {
    return [];
  }
}

/** Refuses a model whose weights are not beside it. */
export async function requireWeights(file: string, locations: readonly string[]): Promise<void> {
  for (const location of locations) {
    if ((await weightFile(file, location)) !== null) continue;
    throw new RankscopeError({
      code: 'input',
      message: `${file} keeps weights in the file "${location}", which is not beside it.`,
      hint: 'Copy both files into one folder, or export the model as one file.',
      where: { file },
    });
  }
}

/** Refuses a file that no reader of protobuf takes. */
export async function refuseHuge(file: string): Promise<void> {
  const { size } = await stat(file);
  if (size < largestFile) return;
  throw new RankscopeError({
    code: 'input',
    message: `${file} has ${(size / 2 ** 30).toFixed(1)} GiB; an ONNX file holds less than 2 GiB.`,
    hint: 'Export it with its weights as external data.',
    where: { file },
  });
}

/** Null for a file that is absent or outside of the model's folder. */
async function weightFile(file: string, location: string): Promise<string | null> {
  const folder = path.dirname(file);
  const real = await realpath(path.resolve(folder, location)).catch(() => null);
  if (real === null || !(await stat(real)).isFile()) return null;
  const relative = path.relative(await realpath(folder), real);
  return relative.startsWith('..') || path.isAbsolute(relative) ? null : real;
}
