import { formatCount, formatPercent } from '../../shared/format/numbers';
import type { CompareResult } from '../../shared/schemas/compare';

type Links = NonNullable<CompareResult['links']>;

/** Links 2 and 3 of A14 in one line each. */
export function linkLines({ rank, shown }: Links): string[] {
  const reasons = shown.reasons.filter(({ reason }) => reason !== null);
  const named = reasons.map(({ reason, rows }) => `${reason} ${formatCount(rows)}`).join(', ');
  return [
    `score → rank of ${rank.stage}: ${rank.verdict}${rest(rank, [`order kept in ${formatPercent(rank.sameOrder)} of requests`])}`,
    `rank → shown: ${shown.verdict}${rest(shown, [
      `order kept in ${formatPercent(shown.sameOrder)} of requests, ${formatPercent(shown.parity)} of organic rows at the place of their rank`,
      ...(named === '' ? [] : [`reasons: ${named}`]),
    ])}`,
  ];
}

function rest(link: Links['rank' | 'shown'], facts: string[]): string {
  if (link.verdict === 'unchecked') return ` (${link.reason})`;
  const { onset } = link;
  const since =
    onset?.onset == null
      ? []
      : [`since ${onset.onset} (before, ${formatPercent(onset.reference.rate)} of requests failed)`];
  return `; ${[...facts, ...since].join('; ')}`;
}
