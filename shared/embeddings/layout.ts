import type { RandomSource } from '../stats/random';
import { type ForceTable, forceIndex } from './forceTable';
import type { LayoutEdges } from './layoutEdges';

/** A layout on its way. `positions` (x and y of each row side by side) are moved in place. */
export interface LayoutState {
  edges: LayoutEdges;
  positions: Float64Array;
  forces: ForceTable;
  random: RandomSource;
  epochs: number;
  /** Epochs that are done. */
  epoch: number;
  /** The epoch of each edge's next pull. */
  nextSample: Float64Array;
  /** The epoch up to which each edge's pushes are done. */
  nextNegative: Float64Array;
}

/** Rows that an edge's head is pushed away from at each pull. */
export const negativeSampleRate = 5;
const longestStep = 4;

export function startLayout(
  edges: LayoutEdges,
  positions: Float64Array,
  forces: ForceTable,
  { random, epochs }: { random: RandomSource; epochs: number },
): LayoutState {
  const nextSample = edges.epochsPerSample.slice();
  const nextNegative = edges.epochsPerSample.map((each) => each / negativeSampleRate);
  return { edges, positions, forces, random, epochs, epoch: 0, nextSample, nextNegative };
}

/**
 * One epoch of stochastic gradient descent (umap-learn `optimize_layout_euclidean`, learning rate 1 falling to 0): every
 * edge that is due pulls its ends together and pushes its head away from rows drawn at random. Edges are taken in their
 * order, so that the same seed gives the same bytes.
 */
export function layoutEpoch(state: LayoutState): void {
  const { edges, positions, random, epoch, nextSample, nextNegative } = state;
  const { heads, tails, epochsPerSample } = edges;
  const { attraction, repulsion, most } = stepsOf(state);
  const { shift, first, points, upper } = forceIndex;
  const rows = positions.length / 2;
  const square = new Float64Array(1);
  const words = new Uint32Array(square.buffer);
  const fraction = 2 ** -shift;
  const mask = 2 ** shift - 1;
  for (let edge = 0; edge < heads.length; edge++) {
    if (nextSample[edge]! > epoch) continue;
    const head = 2 * heads[edge]!;
    const tail = 2 * tails[edge]!;
    let x = positions[head]!;
    let y = positions[head + 1]!;
    let offX = x - positions[tail]!;
    let offY = y - positions[tail + 1]!;
    square[0] = offX * offX + offY * offY;
    let word = words[upper]!;
    let place = 2 * Math.min(Math.max((word >>> shift) - first, 0), points - 1);
    let force = attraction[place]! + (word & mask) * fraction * attraction[place + 1]!;
    let moveX = clipped(force * offX, most);
    let moveY = clipped(force * offY, most);
    x += moveX;
    y += moveY;
    positions[tail]! -= moveX;
    positions[tail + 1]! -= moveY;
    const interval = epochsPerSample[edge]! / negativeSampleRate;
    const pushes = Math.floor((epoch - nextNegative[edge]!) / interval);
    for (let push = 0; push < pushes; push++) {
      const other = 2 * random.next(rows);
      if (other === head) continue;
      offX = x - positions[other]!;
      offY = y - positions[other + 1]!;
      square[0] = offX * offX + offY * offY;
      word = words[upper]!;
      place = 2 * Math.min(Math.max((word >>> shift) - first, 0), points - 1);
      force = repulsion[place]! + (word & mask) * fraction * repulsion[place + 1]!;
      moveX = clipped(force * offX, most);
      moveY = clipped(force * offY, most);
      x += moveX;
      y += moveY;
    }
    positions[head] = x;
    positions[head + 1] = y;
    nextSample[edge]! += epochsPerSample[edge]!;
    nextNegative[edge]! += pushes * interval;
  }
  state.epoch += 1;
}

/** The forces times the learning rate of this epoch, and the longest step along an axis. */
function stepsOf({ forces, epoch, epochs }: LayoutState): ForceTable & { most: number } {
  const rate = 1 - Math.max(0, epoch - 1) / epochs;
  const scaled = (force: Float64Array) => force.map((value) => value * rate);
  return { attraction: scaled(forces.attraction), repulsion: scaled(forces.repulsion), most: longestStep * rate };
}

function clipped(move: number, most: number): number {
  if (move > most) return most;
  if (move < -most) return -most;
  return move;
}
