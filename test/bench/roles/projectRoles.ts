import { cosine, UMAP } from 'umap-js/dist/umap';
import { findNeighbors } from '../../../electron/engine/embeddings/findNeighbors';
import { projectInWorker } from '../../../electron/engine/embeddings/layoutWorker';
import { measureQuality } from '../../../electron/engine/embeddings/measureQuality';
import { projectionDefaults } from '../../../electron/engine/embeddings/projectionSettings';
import { exactNeighbors } from '../../../shared/embeddings/neighbors';
import { type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { clusteredVectors } from '../../unit/embeddings/randomVectors';

export const dimension = 64;
const metric = 'cosine';
const settings = { ...projectionDefaults, metric } as const;

/** What a role prints. */
export interface ProjectTiming {
  seconds: number;
  cpuSeconds: number;
  /** Of the map, from the neighborhoods of the same sample of its points. */
  trustworthiness: number | null;
  /** Share of the true neighbors that were found. */
  recall: number | null;
}

/** A map in the layout thread, its quality measured there too. */
export async function projectFast([rows]: string[]): Promise<void> {
  const vectors = vectorsOf(rows!);
  const { result, ...time } = await timed(() => projectInWorker(vectors, settings));
  const { quality, neighborSearch } = result;
  print({ ...time, trustworthiness: quality!.trustworthiness, recall: neighborSearch.recall });
}

/** umap-js on the same vectors, as arrays of numbers that lie ready; its quality is measured after. */
export async function projectUmap([rows]: string[]): Promise<void> {
  const vectors = vectorsOf(rows!);
  const { data } = vectors;
  const lists = Array.from({ length: vectors.rows }, (_, row) => [
    ...data.subarray(row * dimension, (row + 1) * dimension),
  ]);
  const random = seededRandom(settings.seed);
  const umap = new UMAP({ distanceFn: cosine, random: () => nextUnit(random) });
  const { result, ...time } = await timed(async () => umap.fit(lists));
  const points = { rows: vectors.rows, dimension: 2, data: Float32Array.from(result.flat()) };
  const options = { k: settings.qualityNeighbors, seed: settings.seed };
  const quality = await measureQuality(vectorSpace(vectors, metric), vectorSpace(points, 'euclidean'), options);
  print({ ...time, trustworthiness: quality.trustworthiness, recall: null });
}

/** The neighbors of a map. */
export async function neighborsFast([rows]: string[]): Promise<void> {
  const space = vectorSpace(vectorsOf(rows!), metric);
  const { result, ...time } = await timed(() => findNeighbors(space, settings.neighbors - 1));
  print({ ...time, trustworthiness: null, recall: result.recall });
}

/** The same by comparing every pair in typed arrays. */
export async function neighborsExact([rows]: string[]): Promise<void> {
  const space = vectorSpace(vectorsOf(rows!), metric);
  const { result, ...time } = await timed(async () => exactNeighbors(space, settings.neighbors - 1));
  if (result.indices.length !== space.rows * (settings.neighbors - 1)) throw new Error('neighbors are missing');
  print({ ...time, trustworthiness: null, recall: 1 });
}

function vectorsOf(rows: string): Vectors {
  const { data } = clusteredVectors(Number(rows), dimension, { clusters: 50, apart: 1, seed: 1 });
  return { rows: Number(rows), dimension, data };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpuSeconds: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds, cpuSeconds: (user + system) / 1e6 };
}

function print(timing: ProjectTiming): void {
  console.log(JSON.stringify(timing));
}
