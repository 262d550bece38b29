import type { Contract } from '../../../shared/contract';
import type { FidelityOnset, RankLink, ScoreLink, ShownLink } from '../../../shared/fidelity/fidelitySchemas';
import { exactNumber, formatCount, formatCounted, formatPercent } from '../../../shared/format/numbers';

type Fidelity = Contract['fidelity.model']['result'];

/** One of the three links of A14: what is compared, how it ended and why, in words. */
export interface LinkText {
  title: string;
  verdict: ScoreLink['verdict'];
  sentences: string[];
}

/** The three links of a model; those of the log are absent where no stage before the rules has a rank. */
export function linkTexts({ score, rank, shown }: Fidelity): LinkText[] {
  return [
    { title: 'File → logged score', verdict: score.verdict, sentences: scoreSentences(score) },
    ...(rank
      ? [{ title: `Logged score → rank of ${rank.stage}`, verdict: rank.verdict, sentences: rankSentences(rank) }]
      : []),
    ...(shown ? [{ title: 'Rank → position shown', verdict: shown.verdict, sentences: shownSentences(shown) }] : []),
  ];
}

const causes: Record<string, string> = {
  link: 'the logged score went through another link',
  version_mix: 'rows of several model versions are mixed',
  missing_fill: 'serving fills missing values otherwise',
  vocabulary: 'some values of a category are read otherwise',
  float32_threshold: 'features were rounded to float32 on the other side of a split',
  logged_after_scoring: 'a feature was logged after the click',
};

function scoreSentences(link: ScoreLink): string[] {
  const { verdict, parity, comparedRows, maxAbsDiff, cause, onset, where } = link;
  if (verdict === 'unchecked') {
    return [cause ?? link.parityReason ?? 'The case does not say that the model served: give it served: in case.yaml.'];
  }
  const scope = where === null ? '' : ` where ${where}`;
  const through = link.link && link.link !== 'none' ? ` after ${link.link}` : '';
  const gap = maxAbsDiff === null ? '' : `, largest difference ${exactNumber(Number(maxAbsDiff.toPrecision(4)))}`;
  return [
    `${formatPercent(parity)} of ${formatCounted(comparedRows, 'row')}${scope} within tolerance${through}${gap}.`,
    ...(cause === null ? [] : [`Likely cause: ${causes[cause] ?? cause}.`]),
    ...onsetSentence(onset),
    ...versionSentence(link),
  ];
}

function versionSentence({ byVersion }: ScoreLink): string[] {
  const failing = byVersion.filter(({ failed }) => failed > 0);
  if (byVersion.length < 2 || failing.length === 0) return [];
  const named = failing.map(
    ({ version, rows, failed }) => `${version ?? 'none'} (${formatCount(failed)} of ${formatCount(rows)})`,
  );
  return [`Rows that fail by version: ${named.slice(0, 4).join(', ')}.`];
}

function rankSentences({ verdict, sameOrder, requests, reason, onset }: RankLink): string[] {
  if (verdict === 'unchecked') return [reason ?? 'Nothing to compare.'];
  return [
    `The ranks follow the scores in ${formatPercent(sameOrder)} of ${formatCounted(requests, 'request')}.`,
    ...onsetSentence(onset),
  ];
}

function shownSentences({ verdict, parity, sameOrder, requests, reason, reasons, onset }: ShownLink): string[] {
  if (verdict === 'unchecked') return [reason ?? 'Nothing to compare.'];
  const named = reasons.flatMap(({ reason: rule, rows }) => (rule === null ? [] : [`${rule} ${formatCount(rows)}`]));
  return [
    `The order is kept in ${formatPercent(sameOrder)} of ${formatCounted(requests, 'request')}; ${formatPercent(parity)} of organic rows are at the place of their rank.`,
    ...(named.length === 0 ? [] : [`Rows with a rule: ${named.slice(0, 6).join(', ')}.`]),
    ...onsetSentence(onset),
  ];
}

function onsetSentence(onset: FidelityOnset | null): string[] {
  if (!onset) return [];
  if (onset.chronic) return [`It fails from the start: ${formatPercent(onset.reference.rate)} in the reference time.`];
  return onset.onset === null
    ? []
    : [`It fails since ${onset.onset}; before, ${formatPercent(onset.reference.rate)} failed.`];
}
