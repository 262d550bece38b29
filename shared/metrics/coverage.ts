/** Distinct items of the given top-K lists over the size of the eligible catalog. Null for an empty catalog. */
export function coverage(shown: ArrayLike<number>, catalogSize: number): number | null {
  if (!(catalogSize > 0)) return null;
  const distinct = new Set<number>();
  for (let i = 0; i < shown.length; i++) distinct.add(shown[i]!);
  return distinct.size / catalogSize;
}
