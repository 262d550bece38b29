import type { Vectors } from '../../../shared/embeddings/vectorSpace';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import type { F32Column } from '../../../shared/wire/table';
import type { Database } from '../db/database';
import type { BuiltEmbedding } from '../ingest/embeddings';
import { embeddingIds, embeddingVectors } from '../sql/embeddings/embeddingRows';

/** Vectors of an embedding with their ids, by ascending id. */
export interface ReadVectors extends Vectors {
  ids: string[];
  /** Whether they are a sample of the embedding. */
  sampled: boolean;
}

/** All vectors of an embedding, or a seeded sample of `most` of them where there are more. */
export async function readEmbedding(
  db: Database,
  { n, rows: count, dimension }: BuiltEmbedding,
  { most, seed }: { most: number; seed: number },
  signal?: AbortSignal,
): Promise<ReadVectors> {
  const sampled = count > most;
  const rows = { n, sample: sampled ? { size: most, seed } : null };
  const texts = columnOf(await db.read(embeddingIds(rows), { signal }), 'id');
  const ids = Array.from({ length: Math.min(count, most) }, (_, row) => String(cellAt(texts, row)));
  const { data } = columnOf(await db.read(embeddingVectors(rows), { signal }), 'x') as F32Column;
  return { rows: ids.length, dimension, data, ids, sampled };
}
