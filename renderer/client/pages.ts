/** Rows that one call fetches. */
export const pageRows = 500;

/** The first and last page (inclusive) that rows `first` to `last` (exclusive) lie on, none for no rows. */
export function pagesOf(first: number, last: number): number[] {
  if (last <= first) return [];
  const from = Math.floor(first / pageRows);
  const to = Math.floor((last - 1) / pageRows);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
