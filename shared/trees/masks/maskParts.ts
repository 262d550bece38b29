import type { CompiledForest } from '../compileForest';
import { splitFlags, type TreeEnsemble } from '../treeEnsemble';
import { openKernel } from './kernel';
import type { MaskSplit } from './leafMasks';
import { leftIntervals } from './leftIntervals';
import {
  type ChunkPlan,
  chunkBytes,
  type MaskChunk,
  type MaskTrees,
  placeLanes,
  planChunk,
  writeChunk,
} from './maskChunk';

/** Trees `from` to `to` of a forest, which are scored together: by masks, or by walking down. */
export interface ForestPart {
  from: number;
  to: number;
  masks: MaskChunk | null;
}

/** Trees of a chunk: a block of its tables is to stay in the processor's cache. */
const chunkLanes = 128;
const fewestTrees = 8;
const mostLeaves = 64;
/** Tables of a whole forest; the trees behind are walked down. */
const mostBytes = 64_000_000;

/** Cuts a forest into parts, in its order. Both ways lead to the same leaves. */
export function maskParts(forest: CompiledForest): ForestPart[] {
  const plans = planParts(forest);
  const bytes = plans.reduce((sum, { chunk }) => sum + (chunk ? chunkBytes(chunk) : 0), 0);
  // One memory for the whole forest: each takes gigabytes of addresses.
  const opened = bytes > 0 ? openKernel(bytes) : null;
  if (!opened) return [{ from: 0, to: forest.root.length, masks: null }];
  let start = 0;
  return plans.map(({ from, to, chunk }) => {
    if (!chunk) return { from, to, masks: null };
    const masks = writeChunk(opened, start, chunk);
    start += chunkBytes(chunk);
    return { from, to, masks };
  });
}

interface PartPlan {
  from: number;
  to: number;
  chunk: ChunkPlan | null;
}

function planParts(forest: CompiledForest): PartPlan[] {
  const parts: PartPlan[] = [];
  let bytes = 0;
  for (let from = 0; from < forest.root.length; ) {
    const trees = bytes < mostBytes ? maskableTrees(forest, from) : { splits: [], leaves: [] };
    const chunk = trees.leaves.length >= fewestTrees ? chunkOf(forest, trees, from) : null;
    const to = from + Math.max(1, trees.leaves.length);
    if (chunk) bytes += chunkBytes(chunk);
    const last = parts.at(-1);
    if (last && !chunk && !last.chunk) last.to = to;
    else parts.push({ from, to, chunk });
    from = to;
  }
  return parts;
}

/** Trees from `from` on that masks can take, as many as a chunk holds. */
function maskableTrees({ trees }: CompiledForest, from: number): MaskTrees {
  const found: MaskTrees = { splits: [], leaves: [] };
  for (let tree = from; tree < trees.roots.length && found.leaves.length < chunkLanes; tree++) {
    const read = readTree(trees, trees.roots[tree]!);
    if (!read || placeLanes([...found.leaves, read.leaves]).lanes > chunkLanes) break;
    found.splits.push(read.splits);
    found.leaves.push(read.leaves);
  }
  return found;
}

/** The splits and leaves of a tree; null where there are too many leaves, or a set of too many categories. */
function readTree(trees: TreeEnsemble, root: number): { splits: MaskSplit[]; leaves: Float64Array } | null {
  const splits: MaskSplit[] = [];
  const leaves: number[] = [];
  const visit = (node: number): boolean => {
    if (trees.feature[node]! < 0) {
      leaves.push(trees.value[node]!);
      return true;
    }
    const left = leftIntervals(trees, node);
    const from = leaves.length;
    if (!left || !visit(trees.left[node]!)) return false;
    const flags = trees.flags[node]!;
    splits.push({
      feature: trees.feature[node]!,
      left,
      missingRight: (flags & splitFlags.missingLeft) === 0,
      zeroIsMissing: (flags & splitFlags.zeroIsMissing) !== 0,
      from,
      to: leaves.length,
    });
    return visit(trees.right[node]!);
  };
  return isSmall(trees, root) && visit(root) ? { splits, leaves: Float64Array.from(leaves) } : null;
}

/** Whether a tree has few enough leaves, and so is not too deep to be visited by recursion. */
function isSmall({ feature, left, right }: TreeEnsemble, root: number): boolean {
  let leaves = 0;
  for (let level = [root]; level.length > 0; ) {
    const below: number[] = [];
    for (const node of level) {
      if (feature[node]! < 0) leaves++;
      else below.push(left[node]!, right[node]!);
    }
    if (leaves + below.length > mostLeaves) return false;
    level = below;
  }
  return true;
}

/** Null where walking down would take less time. Costs are about nanoseconds a row. */
function chunkOf({ rounds, mixed }: CompiledForest, trees: MaskTrees, from: number): ChunkPlan | null {
  const count = trees.leaves.length;
  const chunk = planChunk(trees);
  const ranks = chunk.features.reduce((sum, { limits }) => sum + Math.log2(limits.length + 1), 0);
  let walk = 0;
  for (let tree = from; tree < from + count; tree++) walk += (mixed[tree] ? 8 : 4) * rounds[tree]!;
  const masks = chunk.features.length * chunk.lanes * 0.1 + 2 * ranks + 2 * count;
  return masks < walk && chunkBytes(chunk) < mostBytes ? chunk : null;
}
