import path from 'node:path';
import { formatOf } from '../readers/logSource';

/** A file's name without the endings of formats: `with-vector.csv.gz` is `with-vector`, `results.test` stays. */
export function stemOf(file: string): string {
  const plain = path.basename(file).replace(/\.(gz|zst)$/i, '');
  const known = formatOf(plain) !== null || /\.(onnx|ubj|json|txt|run|trec)$/i.test(plain);
  const stem = known ? plain.slice(0, -path.extname(plain).length) : plain;
  return stem.replace(/^@+/, '').slice(0, 100) || 'model';
}
