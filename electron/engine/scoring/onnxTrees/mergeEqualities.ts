import { splitKinds } from '../../../../shared/trees/treeEnsemble';
import { type ForestLists, NotNativeError } from './forestLists';

/**
 * Converters write a set of categories as a chain of equalities that all lead to one node. The first node of such a
 * chain becomes a split of the kind `member`, as ONNX Runtime makes it too; the others are led to no more. Changes `lists`.
 */
export function mergeEqualities(lists: ForestLists): void {
  const { kind, no, threshold, members } = lists;
  const isLater = new Uint8Array(kind.length);
  kind.forEach((_, node) => {
    if (continues(lists, node, no[node]!)) isLater[no[node]!] = 1;
  });
  let merged = 0;
  for (let node = 0; node < kind.length; node++) {
    if (isLater[node] === 1 || !continues(lists, node, no[node]!)) continue;
    const values = [threshold[node]!];
    let last = no[node]!;
    while (continues(lists, node, last)) {
      if (++merged > kind.length) throw new NotNativeError('its trees share nodes');
      values.push(threshold[last]!);
      last = no[last]!;
    }
    kind[node] = splitKinds.member;
    no[node] = last;
    members.set(node, Float64Array.from(values));
  }
}

function continues({ kind, feature, yes, missingYes }: ForestLists, first: number, next: number): boolean {
  return (
    next >= 0 &&
    kind[first] === splitKinds.eq &&
    kind[next] === splitKinds.eq &&
    next !== first &&
    feature[next] === feature[first] &&
    yes[next] === yes[first] &&
    missingYes[next] === missingYes[first]
  );
}
