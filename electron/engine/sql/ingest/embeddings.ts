import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { sourceKey } from './sourceKey';

/** The session table of an embedding's vectors, by its number from 1. */
export function embeddingTable(n: number): string {
  return `embedding_${n}`;
}

/** A vector as FLOAT[]: one column that holds a list (or its text), or several columns of numbers. */
export function vectorCell(columns: readonly string[], isList: boolean): string {
  const cells = columns.map(quoteIdent);
  if (isList) return `TRY_CAST(${cells[0]} AS FLOAT[])`;
  return `[${cells.map((cell) => `TRY_CAST(${cell} AS FLOAT)`).join(', ')}]`;
}

/** TEMP `embedding_rows`: id and vector of every row, and whether all its numbers are finite. */
export function createEmbeddingRows(relation: string, id: string, vector: string): Sql {
  return {
    text: `CREATE OR REPLACE TEMP VIEW embedding_rows AS SELECT *, list_count(v) = len(v) AND isfinite(list_sum(v)) AS finite
FROM (SELECT ${sourceKey}, ${id} AS id, ${vector} AS v FROM ${relation})`,
  };
}

/** Column `dimension`: the most frequent length of the vectors; no row where none has a number. */
export function vectorDimension(): Sql {
  return {
    text: `SELECT len(v)::DOUBLE AS dimension FROM embedding_rows WHERE id IS NOT NULL AND len(v) > 0
GROUP BY len(v) ORDER BY count(*) DESC, len(v) DESC LIMIT 1`,
  };
}

/** `embedding_<n>`: the vectors of that dimension whose numbers are finite, by id; of several rows of an id the first one. */
export function createEmbedding(n: number, dimension: number): Sql {
  return {
    text: `CREATE TABLE ${embeddingTable(n)} AS SELECT id, v::FLOAT[${dimension}] AS vector FROM embedding_rows
WHERE id IS NOT NULL AND len(v) = ${dimension} AND finite
QUALIFY row_number() OVER (PARTITION BY id ORDER BY ${sourceKey}) = 1 ORDER BY id`,
  };
}

/** Rows that are not in the table, each for one reason: no id, another length, no finite numbers, an id that stands before. */
export function countVectorFaults(n: number, dimension: number): Sql {
  return {
    text: `SELECT count(*) FILTER (WHERE id IS NULL)::DOUBLE AS without_id,
count(*) FILTER (WHERE id IS NOT NULL AND coalesce(len(v), 0) <> ${dimension})::DOUBLE AS other_length,
count(*) FILTER (WHERE id IS NOT NULL AND len(v) = ${dimension} AND NOT finite)::DOUBLE AS not_finite,
count(*) FILTER (WHERE id IS NOT NULL AND len(v) = ${dimension} AND finite)::DOUBLE - (SELECT count(*) FROM ${embeddingTable(n)}) AS twice,
(SELECT count(*) FROM ${embeddingTable(n)} WHERE list_sum(list_transform(vector::FLOAT[], lambda x: abs(x))) = 0)::DOUBLE AS zero
FROM embedding_rows`,
  };
}

/** Up to 20 rows of another length, or with numbers that are not finite: `id` and `length`. */
export function faultyVectors(of: 'length' | 'finite', dimension: number): Sql {
  const fault = of === 'length' ? `coalesce(len(v), 0) <> ${dimension}` : `len(v) = ${dimension} AND NOT finite`;
  return {
    text: `SELECT id, coalesce(len(v), 0)::DOUBLE AS length FROM embedding_rows WHERE id IS NOT NULL AND ${fault}
ORDER BY ${sourceKey} LIMIT 20`,
  };
}

/** Up to 20 ids whose vector is zero. */
export function zeroVectors(n: number): Sql {
  return {
    text: `SELECT id FROM ${embeddingTable(n)} WHERE list_sum(list_transform(vector::FLOAT[], lambda x: abs(x))) = 0
ORDER BY id LIMIT 20`,
  };
}

export function dropEmbeddingRows(): Sql {
  return { text: 'DROP VIEW IF EXISTS embedding_rows' };
}

export type Entity = 'item' | 'user' | 'request';

function idsOfLog(entity: Entity): string {
  return `SELECT ${entity}_id AS id FROM impressions WHERE ${entity}_id IS NOT NULL`;
}

/** Rows of the log whose item, user or request has a vector in none of the embeddings: their number, as `rows`. */
export function countWithoutVector(entity: Entity, numbers: readonly number[]): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM (${idsOfLog(entity)}) l WHERE ${inNone(numbers)}` };
}

/** Up to 20 of their ids, with how many rows name them. */
export function idsWithoutVector(entity: Entity, numbers: readonly number[]): Sql {
  return {
    text: `SELECT id, count(*)::DOUBLE AS rows FROM (${idsOfLog(entity)}) l WHERE ${inNone(numbers)}
GROUP BY id ORDER BY rows DESC, id LIMIT 20`,
  };
}

function inNone(numbers: readonly number[]): string {
  return numbers.map((n) => `l.id NOT IN (SELECT id FROM ${embeddingTable(n)})`).join(' AND ');
}

/** Vectors whose id neither the log nor the table of `known` has: their number, as `rows`. */
export function countUnknownVectors(n: number, entity: Entity, known: 'items' | 'users' | null): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM ${unknownVectors(n, entity, known)}` };
}

/** Up to 20 of their ids. */
export function unknownVectorIds(n: number, entity: Entity, known: 'items' | 'users' | null): Sql {
  return { text: `SELECT id FROM ${unknownVectors(n, entity, known)} ORDER BY id LIMIT 20` };
}

function unknownVectors(n: number, entity: Entity, known: 'items' | 'users' | null): string {
  const other = known ? ` AND id NOT IN (SELECT ${entity}_id FROM ${known})` : '';
  return `${embeddingTable(n)} WHERE id NOT IN (${idsOfLog(entity)})${other}`;
}
