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
  return { grades, judged: list.judged, tieGroups: Uint32Array.from(starts) };
}
