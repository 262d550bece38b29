import { blockRows } from '../../../shared/embeddings/keyBlock';
import { emptyNeighbors, exactSearch, type Neighbors } from '../../../shared/embeddings/neighbors';
import type { VectorSpace } from '../../../shared/embeddings/vectorSpace';
import { approximateNeighbors, enoughRecall } from './approximateNeighbors';
import { Turns, type WorkControl } from './turns';
import { loadUsearch, type OpenIndex } from './usearchIndex';

/** Neighbors and how they were found. */
export interface FoundNeighbors extends Neighbors {
  method: 'exact' | 'hnsw';
  /** Share of the true neighbors that were found, measured on a sample of rows; 1 when every pair was compared. */
  recall: number;
}

/** How many multiplications (rows² × dimension) the comparison of every pair may take. */
export interface SearchLimits {
  /** Without asking for an index: about two seconds, and the same bytes on every machine. */
  quick: number;
  /** Where an index finds too few: half a minute. */
  most: number;
}

export const searchLimits: SearchLimits = { quick: 2e9, most: 4e10 };

/**
 * The k nearest other rows of each row, 1 <= k < rows: exactly where that is quick, where there is no index, and where one
 * finds too few and half a minute is enough; else by HNSW, with distances computed anew from the vectors. The same input
 * gives the same bytes.
 */
export async function findNeighbors(
  space: VectorSpace,
  k: number,
  control: WorkControl = {},
  load: () => Promise<OpenIndex | null> = loadUsearch,
  limits: SearchLimits = searchLimits,
): Promise<FoundNeighbors> {
  const work = space.rows ** 2 * space.dimension;
  const open = work <= limits.quick ? null : await load();
  const least = work <= limits.most ? enoughRecall : 0;
  const found = open && (await approximateNeighbors(space, k, open, { ...control, least }));
  if (found) return { ...found, method: 'hnsw' };
  return { ...(await allPairs(space, k, control)), method: 'exact', recall: 1 };
}

async function allPairs(space: VectorSpace, k: number, { signal, progress }: WorkControl): Promise<Neighbors> {
  const found = emptyNeighbors(space.rows, k);
  const search = exactSearch(space, k);
  const turns = new Turns(signal);
  for (let row = 0; row < space.rows; row += blockRows) {
    if (await turns.pass()) progress?.(row, space.rows, 'comparing vectors');
    const end = Math.min(row + blockRows, space.rows);
    const block = Array.from({ length: end - row }, (_, b) => row + b);
    search(block, found.indices.subarray(row * k), found.distances.subarray(row * k));
  }
  return found;
}
