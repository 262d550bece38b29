import { type ForestLists, NotNativeError, TreeFaultError } from './forestLists';

/**
 * The nodes that a root leads to, level by level; both children of a split stand side by side. `seen` marks the nodes of
 * this tree and of those before it.
 */
export function walkTree(lists: ForestLists, root: number, tree: number, seen: Int32Array): Int32Array {
  const { kind, yes, no, feature } = lists;
  const order = [root];
  if (seen[root] !== 0) throw new NotNativeError('its trees share nodes');
  seen[root] = tree + 1;
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!;
    if (kind[node]! < 0) continue;
    if (!Number.isInteger(feature[node]!) || feature[node]! < 0 || feature[node]! >= 2 ** 31) {
      throw new TreeFaultError(`tree ${tree} splits on the feature ${feature[node]}`);
    }
    for (const child of [yes[node]!, no[node]!]) {
      if (child < 0) throw new TreeFaultError(`tree ${tree} has a child out of range`);
      if (seen[child] === tree + 1) throw sharedOrCycle(lists, root, tree);
      if (seen[child] !== 0) throw new NotNativeError('its trees share nodes');
      seen[child] = tree + 1;
      order.push(child);
    }
  }
  return Int32Array.from(order);
}

/** A node that two others lead to is allowed in ONNX, a way back is not. */
function sharedOrCycle({ kind, yes, no }: ForestLists, root: number, tree: number): Error {
  const open = 1;
  const state = new Uint8Array(kind.length);
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (state[node] !== 0) {
      stack.pop();
      state[node] = 2;
      continue;
    }
    state[node] = open;
    if (kind[node]! < 0) continue;
    for (const child of [yes[node]!, no[node]!]) {
      if (child < 0) return new TreeFaultError(`tree ${tree} has a child out of range`);
      if (state[child] === open) return new TreeFaultError(`the nodes of tree ${tree} form a cycle`);
      if (state[child] === 0) stack.push(child);
    }
  }
  return new NotNativeError('its trees share nodes');
}
