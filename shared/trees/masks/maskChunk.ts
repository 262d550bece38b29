import { blockLanes, description, type MaskKernel, maskRows, type OpenKernel } from './kernel';
import { fillRows, type MaskFeature, type MaskSplit, maskFeatures } from './leafMasks';

/** Some trees of a forest that follow each other, and the values of their leaves from left to right. */
export interface MaskTrees {
  splits: MaskSplit[][];
  leaves: Float64Array[];
}

/** Trees whose leaves are found by masks (`joinMasks`); all but the values of the leaves lies in the kernel's memory. */
export interface MaskChunk {
  kernel: MaskKernel;
  features: Int32Array;
  /** By feature and row: the values to be ranked. */
  values: Float64Array;
  /** By block, row and lane: the leaves that are left. */
  masks: Int32Array;
  blocks: number;
  /** Where the masks of each tree begin in those of the first row. */
  mask: Int32Array;
  /** By tree, the values of its leaves. */
  leaves: Float64Array[];
  /** Addresses and sizes in the memory. */
  at: Pick<MemoryPlan, 'descriptions' | 'values' | 'places' | 'masks' | 'blockBytes'> & { descriptionsEnd: number };
}

/** First lane of each tree, 32 leaves a lane; the lanes of one tree lie in one block. */
export function placeLanes(leaves: readonly Float64Array[]): { first: Int32Array; lanes: number } {
  let lanes = 0;
  const first = Int32Array.from(leaves, ({ length }) => {
    const own = Math.ceil(length / 32);
    if ((lanes % blockLanes) + own > blockLanes) lanes = Math.ceil(lanes / blockLanes) * blockLanes;
    lanes += own;
    return lanes - own;
  });
  return { first, lanes: Math.ceil(lanes / blockLanes) * blockLanes };
}

/** A chunk before it has its place in memory. */
export interface ChunkPlan {
  trees: MaskTrees;
  first: Int32Array;
  lanes: number;
  features: MaskFeature[];
}

export function planChunk(trees: MaskTrees): ChunkPlan {
  const { first, lanes } = placeLanes(trees.leaves);
  return { trees, first, lanes, features: maskFeatures(trees.splits, first) };
}

/** Bytes that a chunk takes in memory. */
export function chunkBytes({ features, lanes }: ChunkPlan): number {
  return planMemory(features, lanes / blockLanes, 0).end;
}

/** Writes a chunk into memory, from the byte `start` on, which is a multiple of 64. */
export function writeChunk({ kernel, buffer }: OpenKernel, start: number, chunk: ChunkPlan): MaskChunk {
  const { features, lanes, first } = chunk;
  const blocks = lanes / blockLanes;
  const plan = planMemory(features, blocks, start);
  for (const [index, feature] of features.entries()) writeFeature(buffer, plan, feature, index, blocks);
  return {
    kernel,
    features: Int32Array.from(features, ({ feature }) => feature),
    values: new Float64Array(buffer, plan.values, features.length * maskRows),
    masks: new Int32Array(buffer, plan.masks, lanes * maskRows),
    blocks,
    mask: first.map((lane) => Math.floor(lane / blockLanes) * blockLanes * maskRows + (lane % blockLanes)),
    leaves: chunk.trees.leaves,
    at: { ...plan, descriptionsEnd: plan.descriptions + features.length * description.bytes },
  };
}

/** Rows of a feature's table: one a rank, and one for missing values. */
function rowsOf({ limits }: MaskFeature): number {
  return limits.length + 2;
}

function tableBytes(features: readonly MaskFeature[], lanes: number): number {
  return features.reduce((sum, feature) => sum + rowsOf(feature) * lanes * 4, 0);
}

interface MemoryPlan {
  descriptions: number;
  values: number;
  places: number;
  masks: number;
  /** By feature. */
  limits: number[];
  tables: number[];
  /** From a feature's rows in one block to those in the next. */
  blockBytes: number;
  end: number;
}

function planMemory(features: readonly MaskFeature[], blocks: number, start: number): MemoryPlan {
  let next = start;
  const take = (bytes: number) => {
    const from = next;
    next += Math.ceil(bytes / 64) * 64;
    return from;
  };
  const plan = {
    descriptions: take(features.length * description.bytes),
    values: take(features.length * maskRows * 8),
    places: take(features.length * maskRows * 4),
    masks: take(blocks * blockLanes * maskRows * 4),
    limits: features.map(({ limits }) => take(8 * 2 ** steps(limits.length))),
    tables: features.map((feature) => take(tableBytes([feature], blockLanes))),
  };
  const blockBytes = tableBytes(features, blockLanes);
  take((blocks - 1) * blockBytes);
  return { ...plan, blockBytes, end: next };
}

/** Halvings that find a rank among so many limits. */
function steps(limits: number): number {
  return Math.ceil(Math.log2(limits + 1));
}

function writeFeature(
  buffer: ArrayBuffer,
  plan: MemoryPlan,
  feature: MaskFeature,
  index: number,
  blocks: number,
): void {
  const [limits, table] = [plan.limits[index]!, plan.tables[index]!];
  const wide = 2 ** steps(feature.limits.length);
  const rows = rowsOf(feature);
  const padded = new Float64Array(buffer, limits, wide).fill(Number.POSITIVE_INFINITY);
  padded.set(feature.limits, 1);
  for (let block = 0; block < blocks; block++) {
    const from = table + block * plan.blockBytes;
    fillRows(feature, new Int32Array(buffer, from, rows * blockLanes), block * blockLanes, blockLanes);
  }
  const view = new DataView(buffer, plan.descriptions + index * description.bytes, description.bytes);
  view.setInt32(description.limits, limits, true);
  view.setInt32(description.widestStep, 4 * wide, true);
  view.setInt32(description.firstRow, table, true);
  view.setInt32(description.missingRow, table + (rows - 1) * blockLanes * 4, true);
  view.setFloat64(description.zeroLimit, feature.zeroLimit, true);
}
