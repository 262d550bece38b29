import type { Sql } from '../../db/sql';
import { embeddingTable } from '../ingest/embeddings';

/** Rows to read of an embedding. */
export interface EmbeddingRows {
  n: number;
  /** null: all of them. */
  sample: { size: number; seed: number } | null;
}

/**
 * The rows as a FROM item. A sample has the ids with the smallest md5 behind the seed, so that it does not follow the
 * order of the table, and samples of two versions of an embedding share most of the ids that both have.
 */
function rowsOf({ n, sample }: EmbeddingRows): string {
  const table = embeddingTable(n);
  if (sample === null) return table;
  return `(SELECT * FROM ${table} WHERE id IN (
  SELECT id FROM ${table} ORDER BY md5($1::VARCHAR || ':' || id), id LIMIT $2::BIGINT)) sampled`;
}

function paramsOf({ sample }: EmbeddingRows): Pick<Sql, 'params'> {
  return sample === null ? {} : { params: [String(sample.seed), sample.size] };
}

/** Column `id`, ascending. */
export function embeddingIds(rows: EmbeddingRows): Sql {
  return { text: `SELECT id FROM ${rowsOf(rows)} ORDER BY id`, ...paramsOf(rows) };
}

/** Column `x` (f32): the numbers of the vectors, one vector after the other, in the order of `embeddingIds`. */
export function embeddingVectors(rows: EmbeddingRows): Sql {
  return {
    text: `SELECT unnest(vector::FLOAT[]) AS x FROM (SELECT vector FROM ${rowsOf(rows)} ORDER BY id)`,
    ...paramsOf(rows),
  };
}
