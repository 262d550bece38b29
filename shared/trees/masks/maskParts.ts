import type { CompiledForest } from '../compileForest';
import { type MaskSplit, maskFeatures } from './leafMasks';
import { type MaskChunk, type MaskTrees, maskChunk, placeLanes, tableBytes } from './maskChunk';

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
  const parts: ForestPart[] = [];
  let bytes = 0;
  for (let from = 0; from < forest.root.length; ) {
    const trees = bytes < mostBytes ? maskableTrees(forest, from) : { splits: [], leaves: [] };
    const chunk = trees.leaves.length >= fewestTrees ? chunkOf(forest, trees, from) : null;
    const to = from + Math.max(1, trees.leaves.length);
    bytes += chunk?.masks.buffer.byteLength ?? 0;
    const last = parts.at(-1);
    if (!chunk && last?.masks === null) last.to = to;
    else parts.push({ from, to, masks: chunk });
    from = to;
  }
  return parts;
}

/** Trees from `from` on that masks can take, as many as a chunk holds. */
function maskableTrees(forest: CompiledForest, from: number): MaskTrees {
  const trees: MaskTrees = { splits: [], leaves: [] };
  for (let tree = from; tree < forest.root.length && trees.leaves.length < chunkLanes; tree++) {
    const read = forest.mixed[tree] ? null : readTree(forest, forest.root[tree]!);
    if (!read || placeLanes([...trees.leaves, read.leaves]).lanes > chunkLanes) break;
    trees.splits.push(read.splits);
    trees.leaves.push(read.leaves);
  }
  return trees;
}

/** The splits and leaves of a tree; null where there are too many leaves. */
function readTree(forest: CompiledForest, root: number): { splits: MaskSplit[]; leaves: Int32Array } | null {
  const { next, column, limit, blockFeature, blockFill, blockZero } = forest;
  const splits: MaskSplit[] = [];
  const leaves: number[] = [];
  const visit = (place: number): void => {
    if (next[place] === place) {
      leaves.push(place);
      return;
    }
    const from = leaves.length;
    visit(next[place]!);
    const at = column[place]!;
    splits.push({
      feature: blockFeature[at]!,
      limit: limit[place]!,
      missingSecond: blockFill[at] === Number.POSITIVE_INFINITY,
      zeroIsMissing: blockZero[at] === 1,
      from,
      to: leaves.length,
    });
    visit(next[place]! + 1);
  };
  if (!isSmall(forest, root)) return null;
  visit(root);
  return { splits, leaves: Int32Array.from(leaves) };
}

/** Whether a tree has few enough leaves, and so is not too deep to be visited by recursion. */
function isSmall({ next }: CompiledForest, root: number): boolean {
  let leaves = 0;
  for (let level = [root]; level.length > 0; ) {
    const below: number[] = [];
    for (const place of level) {
      if (next[place] === place) leaves++;
      else below.push(next[place]!, next[place]! + 1);
    }
    if (leaves + below.length > mostLeaves) return false;
    level = below;
  }
  return true;
}

/** Null where walking down would take less time, or where there is no kernel. Costs are about nanoseconds a row. */
function chunkOf(forest: CompiledForest, trees: MaskTrees, from: number): MaskChunk | null {
  const count = trees.leaves.length;
  const { lanes } = placeLanes(trees.leaves);
  const features = maskFeatures(trees.splits, new Int32Array(count));
  const ranks = features.reduce((sum, { limits }) => sum + Math.log2(limits.length + 1), 0);
  let walk = 0;
  for (let tree = from; tree < from + count; tree++) walk += 4 * forest.rounds[tree]!;
  const masks = features.length * lanes * 0.1 + 2 * ranks + 2 * count;
  return masks < walk && tableBytes(features, lanes) < mostBytes ? maskChunk(forest, trees) : null;
}
