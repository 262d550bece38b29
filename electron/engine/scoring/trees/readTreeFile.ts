import { readFile, stat } from 'node:fs/promises';
import { readLightgbm } from '../../../../shared/trees/lightgbm/readLightgbm';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import { readXgboost } from '../xgboost/readXgboost';

/** The longest text that JavaScript holds is a little longer; a forest of this size has about five million leaves. */
const largestFile = 500_000_000;

/**
 * Reads a file that is one forest, whatever library wrote it: its first bytes tell which. Blocks the thread while it
 * parses (a second for 20 MB), so it belongs into a worker where files may be large. A file that cannot be used is
 * refused in a sentence that names it.
 */
export async function readTreeFile(file: string): Promise<TreeEnsemble> {
  const { size } = await stat(file);
  if (size > largestFile) {
    throw new RankscopeError({
      code: 'too_large',
      message: `${file} has ${Math.round(size / 1e6)} MB; models of trees are read up to ${largestFile / 1e6} MB.`,
      hint: 'Give the scores of this model as a file.',
      where: { file },
    });
  }
  const bytes = await readFile(file);
  if (/^tree\r?\n/.test(bytes.toString('latin1', 0, 8))) return readLightgbm(bytes.toString('utf8'), file);
  if (/^\s*\{/.test(bytes.toString('latin1', 0, 64))) return readXgboost(bytes, file);
  throw new RankscopeError({
    code: 'input',
    message: `${file} is neither a LightGBM text model nor an XGBoost model in JSON or UBJSON.`,
    hint: 'The file may be truncated, packed, or still be a Git LFS pointer; export or fetch it again.',
    where: { file },
  });
}
