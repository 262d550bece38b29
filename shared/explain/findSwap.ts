import type { ExplainLimits } from './batchScorer';
import type { Changeable } from './changeable';
import { type Change, type SwapProblem, SwapTrial, type Tried } from './swapTrial';

/** Features whose single changes move the score most are tried in pairs. */
const pairedFeatures = 20;
export const mostChanges = 4;
/** Points between two candidates in one step of the search between them, and steps. */
const pointsBetween = 32;
const stepsBetween = 8;

export interface Swap {
  changes: { feature: number; name: string; from: number; to: number; distance: number }[];
  score: number;
  /** Sum of the changes, each in units of its feature's spread. */
  distance: number;
}

export interface SwapResult {
  /** Whether the item was to rise above the other one or to fall below it. */
  direction: 'above' | 'below';
  /** Null: no change of up to four features does it. */
  swap: Swap | null;
  /** Where nothing does it: the changes that came nearest. */
  nearest: Swap | null;
}

/**
 * The smallest change of one item that swaps it with another (definitions E4): fewest features, then least distance,
 * then name. Single features are searched exhaustively over their candidates, then pairs of the 20 features that move
 * the score most (one at its strongest value, the other at every candidate), then features are added greedily up to
 * four. What is found is tightened: each change in turn goes back as far as the swap allows. Not finding one is a valid
 * answer, and no proof beyond single features.
 */
export async function findSwap(problem: SwapProblem, limits: ExplainLimits = {}): Promise<SwapResult> {
  const trial = new SwapTrial(problem, limits);
  const direction = trial.direction > 0 ? ('above' as const) : ('below' as const);
  const single = await searchSingles(trial);
  let found = single.found;
  let nearest = trial.strongest(single.strongest);
  if (!found) {
    const pairs = await searchPairs(trial, single.strongest);
    found = trial.cheapest(pairs);
    nearest = trial.strongest(pairs) ?? nearest;
    for (let size = 3; !found && nearest && size <= mostChanges; size++) {
      const more = await addOne(trial, nearest);
      found = trial.cheapest(more);
      nearest = trial.strongest(more) ?? nearest;
    }
  }
  if (!found) return { direction, swap: null, nearest: nearest && described(trial, nearest) };
  return { direction, swap: described(trial, await tighten(trial, found)), nearest: null };
}

/** Every feature alone: the cheapest change that passes, and each feature's strongest candidate. */
async function searchSingles(trial: SwapTrial): Promise<{ found: Tried | null; strongest: Tried[] }> {
  const tried = await trial.score(trial.problem.features.flatMap((what) => trial.candidates(what)));
  const passing: Tried[] = [];
  const strongest: Tried[] = [];
  for (const what of trial.problem.features) {
    const group = tried.filter(({ changes }) => changes[0]!.what === what);
    if (group.length === 0) continue;
    const cheapest = trial.cheapest(group);
    if (cheapest) passing.push(await tighten(trial, cheapest));
    strongest.push(trial.strongest(group)!);
  }
  return { found: trial.cheapest(passing), strongest };
}

async function searchPairs(trial: SwapTrial, strongest: readonly Tried[]): Promise<Tried[]> {
  const top = strongest
    .filter((each) => trial.gain(each) > 0)
    .sort((a, b) => trial.gain(b) - trial.gain(a) || (a.changes[0]!.what.name < b.changes[0]!.what.name ? -1 : 1))
    .slice(0, pairedFeatures)
    .map(({ changes }) => changes[0]!);
  const sets = top.flatMap((fixed) =>
    top.flatMap(({ what }) => (what === fixed.what ? [] : trial.candidates(what, [fixed]))),
  );
  return trial.score(sets);
}

function addOne(trial: SwapTrial, { changes }: Tried): Promise<Tried[]> {
  const used = new Set(changes.map(({ what }) => what));
  const free = trial.problem.features.filter((what) => !used.has(what));
  return trial.score(free.flatMap((what) => trial.candidates(what, changes)));
}

/** Takes each change back as far as the others allow, the largest first. */
async function tighten(trial: SwapTrial, found: Tried): Promise<Tried> {
  let best = found;
  const order = [...found.changes].sort((a, b) => trial.distance([b]) - trial.distance([a]));
  for (const { what } of order) best = await tightenOne(trial, best, what);
  return best;
}

async function tightenOne(trial: SwapTrial, found: Tried, what: Changeable): Promise<Tried> {
  const others = found.changes.filter((change) => change.what !== what);
  const tried = await trial.score(trial.candidates(what, others));
  const best = trial.cheapest([found, ...tried])!;
  const to = best.changes.find((change) => change.what === what)?.to;
  if (!what.between || to === undefined) return best;
  return searchBetween(trial, best, { what, to }, others);
}

/** Moves one change toward the item's own value between candidates, by repeated division. */
async function searchBetween(trial: SwapTrial, start: Tried, { what, to }: Change, others: readonly Change[]) {
  const own = trial.problem.a[what.feature]!;
  let best = start;
  // Between candidates on the way back from `to`, none passed: the first of them bounds the search.
  let fails = Array.from(what.candidates)
    .filter((value) => (value - own) * (to - own) > 0 && Math.abs(value - own) < Math.abs(to - own))
    .reduce((nearest, value) => (Math.abs(value - to) < Math.abs(nearest - to) ? value : nearest), own);
  let passes = to;
  for (let step = 0; step < stepsBetween; step++) {
    const width = (passes - fails) / (pointsBetween + 1);
    const points = Array.from({ length: pointsBetween }, (_, at) => fails + width * (at + 1));
    const tried = await trial.score(points.map((value) => [...others, { what, to: value }]));
    const first = tried.findIndex((each) => trial.passes(each));
    if (first >= 0) best = tried[first]!;
    passes = first >= 0 ? best.changes.at(-1)!.to : passes;
    fails = passes - width;
    if (width === 0 || fails === passes) break;
  }
  return best;
}

function described(trial: SwapTrial, { changes, score }: Tried): Swap {
  return {
    changes: changes.map(({ what, to }) => ({
      feature: what.feature,
      name: what.name,
      from: trial.problem.a[what.feature]!,
      to,
      distance: trial.distance([{ what, to }]),
    })),
    score,
    distance: trial.distance(changes),
  };
}
