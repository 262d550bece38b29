import { fitCurve } from '../../../shared/embeddings/curveFit';
import { forceTable } from '../../../shared/embeddings/forceTable';
import { fuzzyGraph } from '../../../shared/embeddings/fuzzyGraph';
import { layoutEpoch, startLayout } from '../../../shared/embeddings/layout';
import { layoutEdges } from '../../../shared/embeddings/layoutEdges';
import type { Neighbors } from '../../../shared/embeddings/neighbors';
import { startPositions } from '../../../shared/embeddings/startPositions';
import { type VectorSpace, type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { seededRandom } from '../../../shared/stats/random';
import { type FoundNeighbors, findNeighbors } from './findNeighbors';
import { type MeasuredQuality, measureQuality } from './measureQuality';
import { checkProjection, epochsFor, type ProjectionSettings } from './projectionSettings';
import { Turns, type WorkControl } from './turns';
import { usableRows } from './usableRows';
import { loadUsearch, type OpenIndex } from './usearchIndex';

/** A map of vectors. */
export interface VectorMap {
  /** Rows of the input that are on the map, ascending; x and y are in this order. */
  kept: Int32Array;
  x: Float32Array;
  y: Float32Array;
  /** Rows left out: numbers that are not finite, and under cosine length 0. */
  leftOut: { notFinite: number; zero: number };
  epochs: number;
  neighborSearch: Pick<FoundNeighbors, 'method' | 'recall'>;
  /** null where half of the points are not more than the neighbors that it is told from. */
  quality: MeasuredQuality | null;
}

/**
 * A map of vectors by UMAP (McInnes et al. 2018) in this thread, where other work has its turns between pages of vectors
 * and between epochs. The same vectors and settings give the same bytes.
 */
export async function projectVectors(
  vectors: Vectors,
  settings: ProjectionSettings,
  control: WorkControl = {},
  load: () => Promise<OpenIndex | null> = loadUsearch,
): Promise<VectorMap> {
  const usable = usableRows(vectors, settings.metric);
  checkProjection(usable.rows, settings);
  const space = vectorSpace(usable, settings.metric);
  const { method, recall, ...neighbors } = await findNeighbors(space, settings.neighbors - 1, control, load);
  const epochs = epochsFor(space.rows, settings);
  const positions = Float32Array.from(await layOut(space, neighbors, { ...settings, epochs }, control));
  const axis = (at: 0 | 1) => Float32Array.from({ length: space.rows }, (_, row) => positions[2 * row + at]!);
  return {
    kept: usable.kept,
    x: axis(0),
    y: axis(1),
    leftOut: { notFinite: usable.notFinite, zero: usable.zero },
    epochs,
    neighborSearch: { method, recall },
    quality: await qualityOfMap(space, positions, settings, control),
  };
}

async function layOut(
  space: VectorSpace,
  neighbors: Neighbors,
  { epochs, minDist, spread, seed }: ProjectionSettings & { epochs: number },
  { signal, progress }: WorkControl,
): Promise<Float64Array> {
  const turns = new Turns(signal);
  const random = seededRandom(seed);
  const start = startPositions(space, random);
  await turns.pass();
  const edges = layoutEdges(fuzzyGraph(neighbors), epochs);
  const layout = startLayout(edges, start, forceTable(fitCurve(minDist, spread)), { random, epochs });
  while (layout.epoch < epochs) {
    await turns.pass();
    layoutEpoch(layout);
    progress?.(layout.epoch, epochs, 'laying out');
  }
  return layout.positions;
}

async function qualityOfMap(
  input: VectorSpace,
  positions: Float32Array,
  { qualityNeighbors: k, seed }: ProjectionSettings,
  control: WorkControl,
): Promise<MeasuredQuality | null> {
  if (k >= input.rows / 2) return null;
  const map = vectorSpace({ rows: input.rows, dimension: 2, data: positions }, 'euclidean');
  return measureQuality(input, map, { k, seed }, control);
}
