import type { Neighbors } from './neighbors';
import { smoothDistances } from './smoothDistances';

/** A symmetric graph of weights in (0, 1]: the edges of row i are at `offsets[i]..offsets[i + 1]`, by ascending target. */
export interface FuzzyGraph {
  rows: number;
  offsets: Int32Array;
  targets: Int32Array;
  weights: Float64Array;
}

/** A weight for each neighbor of each row; the neighbors of a row by ascending row number. */
type Directed = FuzzyGraph;

/**
 * The fuzzy union of every row's weighted neighbors: w(i, j) + w(j, i) - w(i, j) w(j, i), where w(i, j) is
 * exp(-(distance - rho) / sigma), 1 up to rho, and 0 where j is no neighbor of i (McInnes et al. 2018).
 */
export function fuzzyGraph(neighbors: Neighbors): FuzzyGraph {
  const out = weighNeighbors(neighbors);
  const into = transpose(out);
  const { rows } = out;
  const offsets = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + countUnion(out, into, row);
  const graph = { rows, offsets, targets: new Int32Array(offsets[rows]!), weights: new Float64Array(offsets[rows]!) };
  for (let row = 0; row < rows; row++) unite(out, into, row, graph);
  return graph;
}

function weighNeighbors(neighbors: Neighbors): Directed {
  const { rows, k, indices, distances } = neighbors;
  const { rho, sigma } = smoothDistances(neighbors);
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => row * k);
  const targets = new Int32Array(rows * k);
  const weights = new Float64Array(rows * k);
  for (let row = 0; row < rows; row++) {
    for (let at = row * k; at < (row + 1) * k; at++) {
      const beyond = distances[at]! - rho[row]!;
      const weight = beyond > 0 ? Math.exp(-beyond / sigma[row]!) : 1;
      let place = at;
      for (; place > row * k && targets[place - 1]! > indices[at]!; place--) {
        targets[place] = targets[place - 1]!;
        weights[place] = weights[place - 1]!;
      }
      targets[place] = indices[at]!;
      weights[place] = weight;
    }
  }
  return { rows, offsets, targets, weights };
}

function transpose({ rows, offsets, targets, weights }: Directed): Directed {
  const starts = new Int32Array(rows + 1);
  for (const target of targets) starts[target + 1]! += 1;
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const turned = { rows, offsets: starts, targets: new Int32Array(targets.length), weights: weights.slice() };
  for (let row = 0; row < rows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const place = next[targets[at]!]!++;
      turned.targets[place] = row;
      turned.weights[place] = weights[at]!;
    }
  }
  return turned;
}

function countUnion(out: Directed, into: Directed, row: number): number {
  let [a, b, count] = [out.offsets[row]!, into.offsets[row]!, 0];
  const [endA, endB] = [out.offsets[row + 1]!, into.offsets[row + 1]!];
  for (; a < endA && b < endB; count++) {
    const difference = out.targets[a]! - into.targets[b]!;
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return count + (endA - a) + (endB - b);
}

function unite(out: Directed, into: Directed, row: number, graph: FuzzyGraph): void {
  let [a, b] = [out.offsets[row]!, into.offsets[row]!];
  const [endA, endB] = [out.offsets[row + 1]!, into.offsets[row + 1]!];
  for (let at = graph.offsets[row]!; at < graph.offsets[row + 1]!; at++) {
    const [toA, toB] = [a < endA ? out.targets[a]! : graph.rows, b < endB ? into.targets[b]! : graph.rows];
    const there = toA <= toB ? out.weights[a++]! : 0;
    const back = toB <= toA ? into.weights[b++]! : 0;
    graph.targets[at] = Math.min(toA, toB);
    graph.weights[at] = there + back - there * back;
  }
}
