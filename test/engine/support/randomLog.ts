import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import { nextUnit, type RandomSource } from '../../../shared/stats/random';

/** One row of a generated log. `grade` and `score` null: unjudged, unscored. */
export interface LogRow {
  request: number;
  item: string;
  position: number | null;
  grade: number | null;
  scores: (number | null)[];
}

export interface RandomLog {
  requests: number;
  rows: LogRow[];
  /** Judged items outside the log, by request. */
  outside: { request: number; item: string; grade: number }[];
}

/**
 * A log with everything that makes metrics hard: ties in scores, missing scores, unjudged and negative-free zero grades,
 * gaps in positions, rows that were not shown, empty requests, judged items outside the log, ids beyond ASCII.
 */
export function randomLog(random: RandomSource, requests: number, models: number): RandomLog {
  const rows: LogRow[] = [];
  const outside: RandomLog['outside'] = [];
  for (let request = 0; request < requests; request++) {
    const length = random.next(8) === 0 ? 1 : 1 + random.next(14);
    const names = new Set<string>();
    while (names.size < length) names.add(itemName(random));
    const mode = random.next(5);
    let position = 1;
    const items = [...names].map((item) => {
      const shown = random.next(6) !== 0;
      position += random.next(7) === 0 ? 1 : 0;
      const row: LogRow = {
        request,
        item,
        position: shown ? position : null,
        grade: gradeOf(random, mode),
        scores: Array.from({ length: models }, () => scoreOf(random)),
      };
      if (shown) position += 1;
      return row;
    });
    rows.push(...items);
    if (random.next(3) === 0) outside.push({ request, item: `outside-${random.next(3)}`, grade: random.next(4) });
  }
  return { requests, rows: inSessionOrder(rows), outside };
}

function inSessionOrder(rows: LogRow[]): LogRow[] {
  return rows.sort(
    (a, b) =>
      a.request - b.request ||
      (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY) ||
      compareUtf8(a.item, b.item),
  );
}

function itemName(random: RandomSource): string {
  const alphabet = ['a', 'b', 'Z', 'é', '\uFFFD', '😀', '1', '10'];
  return Array.from({ length: 1 + random.next(3) }, () => alphabet[random.next(alphabet.length)]).join('');
}

function gradeOf(random: RandomSource, mode: number): number | null {
  if (mode === 0) return 0;
  if (mode === 1) return null;
  return random.next(3) === 0 ? null : random.next(5) === 0 ? 1 + random.next(3) : 0;
}

function scoreOf(random: RandomSource): number | null {
  const kind = random.next(10);
  if (kind === 0) return null;
  if (kind === 1) return -0;
  if (kind === 2) return 0;
  if (kind === 3) return Number.POSITIVE_INFINITY;
  return kind < 7 ? random.next(3) : nextUnit(random);
}
