import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelKind } from '../../../shared/case/resolvedCase';

const byExtension: Record<string, ModelKind> = {
  '.onnx': 'onnx',
  '.ubj': 'xgboost',
  '.json': 'xgboost',
  '.parquet': 'scores',
  '.csv': 'scores',
  '.tsv': 'scores',
  '.run': 'trec',
  '.trec': 'trec',
};

/** What a model file is, by its name and, where the name does not tell, by its first lines. */
export async function modelKind(file: string): Promise<ModelKind> {
  if ((await stat(file)).isDirectory()) return 'mlflow';
  const known = byExtension[path.extname(file).toLowerCase()];
  return known ?? kindOfText(await firstBytes(file, 4096));
}

/** LightGBM's text models begin with `tree`; a TREC run has six fields a line with Q0 as the second. */
export function kindOfText(head: string): ModelKind {
  if (/^tree\r?\n/.test(head)) return 'lightgbm';
  const line = head.split('\n').find((each) => each.trim() !== '') ?? '';
  const fields = line.trim().split(/\s+/);
  const isRun = fields.length >= 5 && fields[4] !== undefined && Number.isFinite(Number(fields[4]));
  return isRun ? 'trec' : 'auto';
}

async function firstBytes(file: string, count: number): Promise<string> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await handle.read(buffer, 0, count, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
