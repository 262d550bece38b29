/**
 * One ranked list of one request, as every per-request metric reads it.
 *
 * A grade is >= 0; NaN or a negative number is unjudged. A gap in logged positions is an unjudged entry.
 */
export interface RankedList {
  /** Grades in rank order, rank 1 first. */
  grades: Float64Array;
  /** Grades of all judged items of the request, retrieved or not, in any order. Unjudged entries are ignored. */
  judged: Float64Array;
  /** Start index of each group of equal scores, ascending from 0. Absent: no ties (a logged list). */
  tieGroups?: Uint32Array;
  /**
   * 1 for entries that keep their rank whatever the order of ties: ads, whose grade is 0, and gaps, whose grade is NaN.
   * Groups of equal scores run on around them. Absent: none.
   */
  fixed?: Uint8Array;
}

/** Whether a grade is a judgment. */
export function isJudged(grade: number): boolean {
  return grade >= 0;
}

/** Calls `visit(start, end)` for each tie group, top down; entries without tie groups are groups of one. */
export function eachTieGroup(list: RankedList, visit: (start: number, end: number) => void): void {
  const n = list.grades.length;
  const groups = list.tieGroups;
  const count = groups === undefined ? n : groups.length;
  for (let g = 0; g < count; g++) {
    const start = groups === undefined ? g : groups[g]!;
    const end = groups === undefined ? g + 1 : g + 1 < count ? groups[g + 1]! : n;
    visit(start, end);
  }
}

/** Ranks that a tie group shares, best first, around fixed entries; null where they are all those of the group. */
export type SharedRanks = readonly number[] | null;

/** The shared ranks of the tie group of the entries `start` to `end`. */
export function sharedRanks({ fixed }: RankedList, start: number, end: number): SharedRanks {
  if (fixed === undefined) return null;
  const ranks: number[] = [];
  for (let i = start; i < end; i++) if (fixed[i] === 0) ranks.push(i + 1);
  return ranks;
}

/** The rank of place `j` (1-based) of a tie group that begins at entry `start`. */
export function rankAt(ranks: SharedRanks, start: number, j: number): number {
  return ranks === null ? start + j : ranks[j - 1]!;
}

/** The grades of a tie group, those of fixed entries left out. */
export function groupGrades({ grades, fixed }: RankedList, start: number, end: number): Float64Array {
  const group = grades.subarray(start, end);
  return fixed === undefined ? group : group.filter((_, i) => fixed[start + i] === 0);
}

/** Whether a group of equal scores spans the cutoff, so that the order of ties decides what lies in the top K. */
export function tieCrossesCutoff(list: RankedList, cutoff: number): boolean {
  let crosses = false;
  eachTieGroup(list, (start, end) => {
    if (start < cutoff && end > cutoff) crosses = true;
  });
  return crosses;
}

/** The list without its unjudged items (trec_eval -J); tie groups shrink with it. */
export function withoutUnjudged(list: RankedList): RankedList {
  const grades = list.grades.filter(isJudged);
  if (list.tieGroups === undefined) return { grades, judged: list.judged };
  const starts: number[] = [];
  let kept = 0;
  eachTieGroup(list, (start, end) => {
    const before = kept;
    for (let i = start; i < end; i++) if (isJudged(list.grades[i]!)) kept++;
    if (kept > before) starts.push(before);
  });
  const fixed = list.fixed?.filter((_, i) => isJudged(list.grades[i]!));
  return { grades, judged: list.judged, tieGroups: Uint32Array.from(starts), ...(fixed && { fixed }) };
}
