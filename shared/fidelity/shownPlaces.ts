import { hasDiscordantPair } from './discordance';

/** Rows of one request. NaN marks a rank or position that is not there. */
export interface StagedList {
  ranks: Float64Array;
  positions: Float64Array;
  /** 1 for rows that the model placed; 0 for advertisements and pinned rows, which rules put there. */
  organic: Uint8Array;
}

/** `moved[i]`: 1 where a shown organic row stands at another place than its rank's; 0 at its place; 2 = not compared. */
export interface ShownPlaces {
  moved: Uint8Array;
  compared: number;
  movedRows: number;
  /** Whether two rows stand in the other order than their ranks; a row that was left out stands below all shown ones. */
  discordant: boolean;
}

/**
 * Link 3 of definitions A14 for one request: the place of each shown organic row among its like by position, against its
 * place by rank among the organic and the unshown rows, so that a better row that was left out moves all below it. Equal
 * ranks keep the order of positions. Rows without a rank are not compared.
 */
export function shownPlaces({ ranks, positions, organic }: StagedList): ShownPlaces {
  const rows = [...ranks.keys()].filter((i) => !Number.isNaN(ranks[i]!));
  const isShown = (i: number) => !Number.isNaN(positions[i]!);
  const candidates = rows.filter((i) => !isShown(i) || organic[i] === 1);
  const shown = candidates.filter(isShown).sort((a, b) => positions[a]! - positions[b]!);
  const late = (i: number) => (isShown(i) ? positions[i]! : Number.POSITIVE_INFINITY);
  candidates.sort((a, b) => ranks[a]! - ranks[b]! || (late(a) < late(b) ? -1 : late(a) > late(b) ? 1 : a - b));
  const moved = new Uint8Array(ranks.length).fill(2);
  let movedRows = 0;
  shown.forEach((row, place) => {
    moved[row] = candidates[place] === row ? 0 : 1;
    movedRows += moved[row]!;
  });
  const exact = (scores: Float64Array) => ({ scores, tolerances: new Float64Array(scores.length) });
  const places = new Map(shown.map((row, place) => [row, place]));
  const byRank = exact(Float64Array.from(candidates, (row) => -ranks[row]!));
  const byPlace = exact(Float64Array.from(candidates, (row) => -(places.get(row) ?? shown.length)));
  return { moved, compared: shown.length, movedRows, discordant: hasDiscordantPair(byRank, byPlace) };
}
