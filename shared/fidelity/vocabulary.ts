/**
 * Whether failures come from values that a model does not know (definitions A14, `vocabulary`): values of which at least
 * half of the rows fail are fewer than half of all values and hold nearly all failures: without them at most 1 in 1,000
 * of at least 100 rows fails.
 */
export function isVocabularyFault(values: readonly { rows: number; failed: number }[]): boolean {
  const known = values.filter(({ rows, failed }) => failed < rows / 2);
  const unknown = values.length - known.length;
  const rows = known.reduce((sum, each) => sum + each.rows, 0);
  const failed = known.reduce((sum, each) => sum + each.failed, 0);
  return unknown > 0 && unknown < values.length / 2 && rows >= 100 && failed <= 0.001 * rows;
}
