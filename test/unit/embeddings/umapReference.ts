import { UMAP } from 'umap-js';
import type { Neighbors } from '../../../shared/embeddings/neighbors';

interface Entry {
  row: number;
  col: number;
  value: number;
}

/** What umap-js keeps to itself. */
export interface UmapInternals {
  graph: { getAll(ordered: boolean): Entry[] };
  optimizationState: {
    head: number[];
    tail: number[];
    headEmbedding: number[][];
    tailEmbedding: number[][];
    epochsPerSample: number[];
  };
  initializeFit(vectors: number[][]): number;
  initializeOptimization(): void;
  prepareForOptimizationLoop(): void;
  step(): number;
  embedding: number[][];
}

/** umap-js on these neighbors, the row itself as its own first one, as it finds them itself; ready for its first epoch. */
export function umapOf({ rows, k, indices, distances }: Neighbors, epochs: number, random: () => number) {
  const umap = new UMAP({ nNeighbors: k + 1, nEpochs: epochs, random });
  const list = <T>(of: (row: number) => T) => Array.from({ length: rows }, (_, row) => of(row));
  umap.setPrecomputedKNN(
    list((row) => [row, ...indices.subarray(row * k, (row + 1) * k)]),
    list((row) => [0, ...distances.subarray(row * k, (row + 1) * k)]),
  );
  umap.initializeFit(list(() => [0]));
  return umap as unknown as UmapInternals;
}
