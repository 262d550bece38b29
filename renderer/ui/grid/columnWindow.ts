/** Left edges of columns laid side by side; one more entry than columns, the last being the total width. */
export function columnEdges(widths: readonly number[]): number[] {
  const edges = [0];
  for (const width of widths) edges.push(edges[edges.length - 1]! + width);
  return edges;
}

/** Columns that overlap the viewport, `last` exclusive. */
export function columnWindow(
  edges: readonly number[],
  scrollLeft: number,
  viewport: number,
): { first: number; last: number } {
  const count = edges.length - 1;
  let first = 0;
  while (first < count - 1 && edges[first + 1]! <= scrollLeft) first += 1;
  let last = Math.min(count, first + 1);
  while (last < count && edges[last]! < scrollLeft + viewport) last += 1;
  return { first, last };
}

/** The scroll position nearest to `scrollLeft` at which the column is wholly visible (its left edge wins). */
export function scrollShowing(edges: readonly number[], column: number, scrollLeft: number, viewport: number): number {
  const left = edges[column] ?? 0;
  const right = edges[column + 1] ?? left;
  if (left < scrollLeft || right - left > viewport) return left;
  return right > scrollLeft + viewport ? right - viewport : scrollLeft;
}
