import type { FuzzyGraph } from './fuzzyGraph';

/** What the layout pulls together: each edge in both directions, by row. */
export interface LayoutEdges {
  heads: Int32Array;
  tails: Int32Array;
  /** Epochs from one pull of an edge to its next: 1 for the heaviest edge. */
  epochsPerSample: Float64Array;
}

/** The schedule of a layout of that many epochs. Edges that would be pulled less than once are left out. */
export function layoutEdges({ rows, offsets, targets, weights }: FuzzyGraph, epochs: number): LayoutEdges {
  let largest = 0;
  for (const weight of weights) if (weight > largest) largest = weight;
  const least = largest / epochs;
  let count = 0;
  for (const weight of weights) if (weight >= least) count += 1;
  const edges = {
    heads: new Int32Array(count),
    tails: new Int32Array(count),
    epochsPerSample: new Float64Array(count),
  };
  let edge = 0;
  for (let row = 0; row < rows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      if (!(weights[at]! >= least)) continue;
      edges.heads[edge] = row;
      edges.tails[edge] = targets[at]!;
      edges.epochsPerSample[edge] = epochs / ((weights[at]! / largest) * epochs);
      edge += 1;
    }
  }
  return edges;
}
