import { blockRows } from '../../../shared/embeddings/keyBlock';
import { emptyNeighbors, exactSearch, type Neighbors } from '../../../shared/embeddings/neighbors';
import { distanceOfKey, pairKey, type VectorSpace } from '../../../shared/embeddings/vectorSpace';
import { indexDimension, indexVectors } from './indexVectors';
import { sampleRows } from './sampleRows';
import { Turns, type WorkControl } from './turns';
import type { OpenIndex, VectorIndex } from './usearchIndex';

const pageRows = 256;
/** Candidates beside the row itself and its k neighbors, ordered anew in double precision. */
const spare = 4;
const recallRows = 200;
/** Share of the true neighbors up to which a search is widened. */
export const enoughRecall = 0.95;
const [leastWidth, mostWidth] = [64, 256];

/** The rows nearest to each of some rows by the index, itself perhaps among them. */
type Search = (rows: readonly number[], width: number, take: (row: number, near: Uint32Array) => void) => void;

/**
 * Neighbors by an index of all rows, searched as widely as a sample of rows needs to find 95% of its true neighbors; null
 * where the widest search finds less than the share `least`.
 */
export async function approximateNeighbors(
  space: VectorSpace,
  k: number,
  open: OpenIndex,
  control: WorkControl & { least: number },
): Promise<(Neighbors & { recall: number }) | null> {
  const turns = new Turns(control.signal);
  const index = await fillIndex(space, open, turns, control);
  const search = searchOf(space, index, k + 1 + spare);
  const { width, recall } = await chooseWidth(space, k, search, turns);
  if (recall < control.least) return null;
  const found = emptyNeighbors(space.rows, k);
  const searchAll = exactSearch(space, k);
  for (const rows of pagesOf(space.rows)) {
    if (await turns.pass()) control.progress?.(rows[0]!, space.rows, 'searching neighbors');
    search(rows, width, (row, near) => {
      if (!keepNearest(space, row, near, found)) searchAll([row], ...placesOf(found, row));
    });
  }
  return { ...found, recall };
}

function* pagesOf(count: number): Generator<number[]> {
  for (let row = 0; row < count; row += pageRows) {
    yield Array.from({ length: Math.min(pageRows, count - row) }, (_, i) => row + i);
  }
}

async function fillIndex(
  space: VectorSpace,
  open: OpenIndex,
  turns: Turns,
  { progress }: WorkControl,
): Promise<VectorIndex> {
  const index = open(indexDimension(space));
  for (const rows of pagesOf(space.rows)) {
    if (await turns.pass()) progress?.(rows[0]!, space.rows, 'indexing vectors');
    index.add(rows[0]!, indexVectors(space, rows, false));
  }
  return index;
}

function searchOf(space: VectorSpace, index: VectorIndex, most: number): Search {
  return (rows, width, take) => {
    const found = index.search(indexVectors(space, rows, true), width);
    rows.forEach((row, i) => {
      take(row, found.rows.subarray(i * width, i * width + Math.min(most, found.counts[i]!)));
    });
  };
}

async function chooseWidth(space: VectorSpace, k: number, search: Search, turns: Turns) {
  const sample = sampleRows(space.rows, recallRows, 0);
  const worst = await worstKeys(space, k, sample, turns);
  const recallAt = (width: number) => {
    let hits = 0;
    search(sample, width, (row, near) => {
      const isTrue = (each: number) => each !== row && pairKey(space, row, each) <= worst.get(row)!;
      hits += Math.min(k, near.filter(isTrue).length);
    });
    return hits / (k * sample.length);
  };
  let width = Math.max(leastWidth, k + 1 + spare);
  let recall = recallAt(width);
  while (recall < enoughRecall && width < mostWidth) {
    await turns.pass();
    width *= 2;
    recall = recallAt(width);
  }
  return { width, recall };
}

/** By row: the exact key of its k-th neighbor. What is as near counts as found, so that equal distances do not matter. */
async function worstKeys(space: VectorSpace, k: number, sample: readonly number[], turns: Turns) {
  const search = exactSearch(space, k);
  const worst = new Map<number, number>();
  const [indices, distances] = [new Int32Array(blockRows * k), new Float64Array(blockRows * k)];
  for (let at = 0; at < sample.length; at += blockRows) {
    await turns.pass();
    const block = sample.slice(at, at + blockRows);
    search(block, indices, distances);
    for (const [b, row] of block.entries()) worst.set(row, pairKey(space, row, indices[(b + 1) * k - 1]!));
  }
  return worst;
}

/** The k nearest of the candidates by exact keys, equal keys by row; false where there are too few. */
function keepNearest(space: VectorSpace, row: number, near: Uint32Array, found: Neighbors): boolean {
  const others = near.filter((each) => each !== row);
  if (others.length < found.k) return false;
  const keyed = Array.from(others, (each) => ({ each, key: pairKey(space, row, each) }));
  keyed.sort((a, b) => a.key - b.key || a.each - b.each);
  const [indices, distances] = placesOf(found, row);
  for (let at = 0; at < found.k; at++) {
    indices[at] = keyed[at]!.each;
    distances[at] = distanceOfKey(space, row, keyed[at]!.key);
  }
  return true;
}

function placesOf({ k, indices, distances }: Neighbors, row: number): [Int32Array, Float64Array] {
  return [indices.subarray(row * k, (row + 1) * k), distances.subarray(row * k, (row + 1) * k)];
}
