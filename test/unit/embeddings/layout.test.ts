import { describe, expect, it } from 'vitest';
import { fitCurve } from '../../../shared/embeddings/curveFit';
import { attraction, forceIndex, forceTable, repulsion } from '../../../shared/embeddings/forceTable';
import { fuzzyGraph } from '../../../shared/embeddings/fuzzyGraph';
import { layoutEpoch, startLayout } from '../../../shared/embeddings/layout';
import { layoutEdges } from '../../../shared/embeddings/layoutEdges';
import { exactNeighbors } from '../../../shared/embeddings/neighbors';
import { vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { nextUnit, type RandomSource, seededRandom } from '../../../shared/stats/random';
import { clusteredVectors } from './randomVectors';
import { umapOf } from './umapReference';

const epochs = 200;
const neighbors = exactNeighbors(
  vectorSpace(clusteredVectors(150, 6, { clusters: 3, apart: 2, seed: 1 }), 'euclidean'),
  14,
);
const edges = layoutEdges(fuzzyGraph(neighbors), epochs);
const curve = fitCurve(0.1, 1);

function startOf(rows: number): Float64Array {
  const random = seededRandom(9);
  return Float64Array.from({ length: 2 * rows }, () => 10 * nextUnit(random));
}

/** The integers that umap-js makes of the same units. */
function unitsAsIntegers(unit: () => number): RandomSource {
  return { next: (n) => Math.floor(unit() * n) };
}

function unitsFrom(seed: number): () => number {
  const random = seededRandom(seed);
  return () => nextUnit(random);
}

const close = (a: ArrayLike<number>, b: ArrayLike<number>, by: number) =>
  a.length === b.length && Array.from(a).every((value, at) => Math.abs(value - b[at]!) <= by);

describe('the schedule of a layout', () => {
  it('is that of umap-js', () => {
    const { optimizationState } = umapOf(neighbors, epochs, unitsFrom(1));
    expect([...edges.heads]).toEqual(optimizationState.tail);
    expect([...edges.tails]).toEqual(optimizationState.head);
    expect(close(edges.epochsPerSample, optimizationState.epochsPerSample, 1e-9)).toBe(true);
  });

  it('leaves out edges that would be pulled less than once', () => {
    const few = layoutEdges(fuzzyGraph(neighbors), 3);
    expect(few.heads.length).toBeLessThan(edges.heads.length);
    expect(Math.max(...few.epochsPerSample)).toBeLessThanOrEqual(3);
    expect(Math.min(...few.epochsPerSample)).toBe(1);
  });
});

describe('the forces of a layout', () => {
  it('are looked up to a ten-thousandth', () => {
    const table = forceTable(curve);
    const [square, step] = [new Float64Array(1), 1.0137];
    const words = new Uint32Array(square.buffer);
    for (square[0] = 2 ** -40; square[0] < 2 ** 24; square[0] *= step) {
      const place = (words[forceIndex.upper]! >>> forceIndex.shift) - forceIndex.first;
      const share = (words[forceIndex.upper]! & (2 ** forceIndex.shift - 1)) / 2 ** forceIndex.shift;
      const read = (of: Float64Array) => of[2 * place]! + share * of[2 * place + 1]!;
      expect(Math.abs(read(table.attraction) / attraction(curve, square[0]) - 1)).toBeLessThan(1e-4);
      expect(Math.abs(read(table.repulsion) / repulsion(curve, square[0]) - 1)).toBeLessThan(2e-4);
    }
  });
});

describe('an epoch of a layout', () => {
  /** The largest difference from umap-js of each epoch, from the places of umap-js and with the same draws. */
  function differences(): { epoch: number[]; draws: [number, number] } {
    const positions = startOf(150);
    const draws: [number, number] = [0, 0];
    const counted = (side: 0 | 1, unit: () => number) => () => {
      draws[side] += 1;
      return unit();
    };
    const umap = umapOf(neighbors, epochs, unitsFrom(2));
    const rows = Array.from({ length: 150 }, (_, row) => [...positions.subarray(2 * row, 2 * row + 2)]);
    Object.assign(umap, { embedding: rows, random: counted(0, unitsFrom(4)) });
    const { head, tail } = umap.optimizationState;
    Object.assign(umap.optimizationState, { head: tail, tail: head });
    umap.initializeOptimization();
    Object.assign(umap.optimizationState, curve);
    umap.prepareForOptimizationLoop();
    const random = unitsAsIntegers(counted(1, unitsFrom(4)));
    const layout = startLayout(edges, positions, forceTable(curve), { random, epochs });
    const epoch = Array.from({ length: epochs }, () => {
      layoutEpoch(layout);
      umap.step();
      const theirs = rows.flat();
      const difference = Math.max(...positions.map((value, at) => Math.abs(value - theirs[at]!)));
      positions.set(theirs);
      return difference;
    });
    return { epoch, draws };
  }

  // While steps are large, points that are pushed apart from nearly the same place magnify the last digits of the lookup
  // within an epoch, so numbers are compared in the first epoch that moves anything and when steps have become small.
  it('moves the points as umap-js does', () => {
    const { epoch, draws } = differences();
    expect(draws[0]).toBe(draws[1]);
    expect(draws[0]).toBeGreaterThan(900_000);
    expect(epoch[0]).toBe(0);
    expect(epoch[1]).toBeLessThan(2e-3);
    expect(Math.max(...epoch.slice(-10))).toBeLessThan(1e-3);
  });

  it('is the same for the same draws, and another for others', () => {
    const run = (seed: number) => {
      const layout = startLayout(edges, startOf(150), forceTable(curve), { random: seededRandom(seed), epochs });
      while (layout.epoch < 20) layoutEpoch(layout);
      return layout.positions;
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
});
