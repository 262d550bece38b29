import { pickRows } from '../../../shared/explain/batchScorer';
import type { BackgroundKind, ExplainPair } from '../../../shared/explain/explainSchemas';
import { differenceOf, pairwise } from '../../../shared/explain/pairwise';
import { type Attribution, assertAdditive } from '../../../shared/explain/shapleyGame';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Session } from '../session/session';
import { attribute, fedRow, sharedGroups } from './attribute';
import { backgroundOf } from './background';
import { contributionsOf } from './contributions';
import { aboutItem, described, type ExplainControl } from './explainItem';
import { groupValue, itemIndex, type OpenRequest, positionOf, requestWarnings, withRequest } from './openRequest';
import { postRankingRule } from './postRankingRule';

export interface PairWish {
  request: string;
  item: string;
  versus: string;
  model: string;
  attribution: 'pairwise' | 'difference';
  background: BackgroundKind;
  seed: number;
}

/**
 * Whether the case says that a model served a request: by the predicate of `served.where`, null = every request. A
 * predicate that cannot be read gives the reason instead.
 */
export type ServedTest = (where: string | null, requestIndex: number) => Promise<boolean | string>;

/**
 * Why one item scores otherwise than another: the difference of their scores, attributed to features. Where the model
 * served the request and the list was in the other order, a rule after the model decided, and nothing is attributed.
 */
export function explainPair(
  session: Session,
  wish: PairWish,
  served: ServedTest,
  control: ExplainControl,
): Promise<ExplainPair> {
  return withRequest(session, wish, control.signal, async (open) => {
    const a = itemIndex(open, wish.item);
    const b = itemIndex(open, wish.versus);
    if (a === b) throw new RankscopeError({ code: 'usage', message: `"${wish.item}" is compared with itself.` });
    const { ruled, warnings } = await postRankingRule(open, a, b, served);
    const about = {
      ...aboutItem(open, a, wish.seed),
      versus: wish.versus,
      versusPosition: positionOf(open, b),
      versusServedPosition: open.items[b]!.position,
      attribution: wish.attribution,
      ruled,
    };
    if (ruled !== null) return { ...about, ...nothing(open, a, b, wish.versus) };
    const attributed = wish.attribution === 'pairwise' ? againstOther : byDifference;
    const found = await attributed(open, a, b, wish, control);
    return { ...about, ...found, warnings: [...found.warnings, ...warnings] };
  });
}

function nothing(open: OpenRequest, a: number, b: number, versus: string) {
  const [base, score] = [open.scores[b]!, open.scores[a]!];
  const method = open.scorer.trees ? ('tree' as const) : ('exact' as const);
  const numbers = { method, pairs: null, base, score, contributions: [], sameForAll: [] };
  return { ...numbers, background: otherItem(versus), warnings: requestWarnings(open) };
}

function otherItem(versus: string) {
  return { kind: 'item' as const, rows: 1, seed: null, text: `the item ${versus}` };
}

async function againstOther(open: OpenRequest, a: number, b: number, wish: PairWish, control: ExplainControl) {
  const options = { seed: wish.seed, ...control };
  const [x, y] = [fedRow(open, a), fedRow(open, b)];
  const attribution = await pairwise(x, y, (one, other) => attribute(open, one, single(other), options));
  return {
    ...pairParts(open, a, b, attribution, sharedGroups(open, x, pickRows(open.fed, [b]))),
    background: otherItem(wish.versus),
    warnings: requestWarnings(open),
  };
}

async function byDifference(open: OpenRequest, a: number, b: number, wish: PairWish, control: ExplainControl) {
  const { seed } = wish;
  const background = await backgroundOf(open, null, { kind: wish.background, seed, signal: control.signal });
  const of = (index: number) => attribute(open, fedRow(open, index), background.fed, { seed, ...control });
  const attribution = differenceOf(await of(a), await of(b));
  assertAdditive(attribution);
  const [one, other] = [a, b].map((index) => sharedGroups(open, fedRow(open, index), background.fed));
  const shared = one!.map((each, group) => each & other![group]!);
  return { ...pairParts(open, a, b, attribution, shared), ...described(open, background) };
}

function pairParts(open: OpenRequest, a: number, b: number, attribution: Attribution, shared: Uint8Array) {
  const { method, pairs, base, score } = attribution;
  const parts = contributionsOf({ open, index: a, attribution, shared, background: null, occluded: null });
  const others = new Map(open.groups.map((group) => [group.name, groupValue(open, group, b)]));
  const contributions = parts.contributions.map((part) => ({ ...part, background: others.get(part.feature) ?? null }));
  return { method, pairs, base, score, sameForAll: parts.sameForAll, contributions };
}

function single(row: Float64Array) {
  return { rows: 1, columns: Array.from(row, (value) => Float64Array.of(value)) };
}
