import {
  type EstimatorFamily,
  type EstimatorId,
  type EstimatorSpec,
  estimatorName,
  familyOf,
  hasLambda,
} from './estimatorSpec';
import { percent } from './percent';

/** Whether a log supports an estimator: `ok`, under an assumption, or not at all; the reason is a sentence. */
export interface LadderStep {
  estimator: string;
  status: 'ok' | 'assumption' | 'refused';
  reason: string;
}

/** What decides which estimators a log supports (definitions.md C0). */
export interface LadderFacts {
  /** Rows that can be used at all. */
  rows: number;
  /** Of how many rows of the log, where only randomized rows are used; null: all rows are. */
  randomizedOf: number | null;
  hasPropensities: boolean;
  /** Every usable propensity is 1. */
  deterministicLog: boolean;
  /** All usable propensities are one number. */
  uniformLog: boolean;
  /** What a propensity is of; null: the case does not say. */
  kind: 'single' | 'marginal' | 'conditional' | 'joint' | null;
  /** Some request holds several rows. */
  lists: boolean;
  /** Every weight is 0. */
  noWeight: boolean;
  /** The target's probability on actions without a q̂; null: no reward model. */
  unfittedMass: number | null;
  /** q̂ was never trained on rows that it scores. */
  crossFitted: boolean;
  /** The target gives every action a probability of 0 or 1. */
  deterministicTarget: boolean;
}

type Step = Omit<LadderStep, 'estimator'>;

/** One step for each estimator, in the order given. */
export function estimatorLadder(estimators: readonly EstimatorSpec[], facts: LadderFacts): LadderStep[] {
  return estimators.map((spec) => ({ estimator: estimatorName(spec), ...stepOf(spec.id, facts) }));
}

function stepOf(id: EstimatorId, facts: LadderFacts): Step {
  if (facts.rows === 0) return refused('No row of the log can be used.');
  return families[familyOf(id)](facts, id);
}

const families: Readonly<Record<EstimatorFamily, (facts: LadderFacts, id: EstimatorId) => Step>> = {
  ips: weighedStep,
  dr: (facts, id) => {
    if (facts.unfittedMass === null) return refused('There is no reward model.');
    const step = weighedStep(facts, id);
    if (step.status !== 'ok' || facts.crossFitted) return step;
    return assumption('The reward model may have been trained on rows that it scores: cross-fit it to be sure.');
  },
  dm: (facts) => {
    if (facts.unfittedMass === null) return refused('There is no reward model.');
    if (facts.unfittedMass > 0) {
      const mass = percent(facts.unfittedMass);
      return refused(`The reward model gives no value for ${mass} of what the target shows.`);
    }
    return assumption('Model-based: as right as the reward model, whose error no interval shows.');
  },
  replay: (facts) => {
    if (!facts.deterministicTarget)
      return refused('The target is not deterministic: replay counts rows that it would have shown.');
    if (facts.uniformLog && !facts.deterministicLog) return { status: 'ok', reason: 'Every propensity is the same.' };
    return assumption('Agreement with the log, model-based: without bias only where the log was uniformly random.');
  },
};

function weighedStep(facts: LadderFacts, id: EstimatorId): Step {
  if (!facts.hasPropensities) return refused('The log holds no propensities.');
  if (facts.deterministicLog) {
    return refused(
      'Every logged propensity is 1: a deterministic log does not say what other choices would have earned.',
    );
  }
  const kind = kindStep(facts);
  if (kind?.status === 'refused') return kind;
  if (facts.noWeight && (id === 'snips' || id === 'csnips' || id === 'sndr')) {
    return refused('The target never shows what the log shows: every weight is 0.');
  }
  if (kind !== null) return kind;
  if (hasLambda(id)) return assumption('Biased by what is clipped or shrunk: weights above λ do not count in full.');
  return { status: 'ok', reason: weighedReason(facts) };
}

function kindStep({ kind, lists }: LadderFacts): Step | null {
  if (kind === 'joint') return refused('Propensities are of whole lists; these estimators take those of single rows.');
  if (!lists) return null;
  if (kind === 'conditional') {
    return refused('Propensities are conditional on the rows above; these estimators take those of single rows.');
  }
  if (kind === 'single') return refused('Propensities are of one choice, but requests hold several rows.');
  const named = kind === null ? ', as the propensities are taken to be those of an item at its position' : '';
  return assumption(`A row's reward depends on its own item and position only${named}.`);
}

function weighedReason({ rows, randomizedOf }: LadderFacts): string {
  if (randomizedOf === null || randomizedOf === 0) return 'Consistent where the logged propensities are right.';
  return `Consistent where the propensities are right; on the randomized ${percent(rows / randomizedOf)} of the rows.`;
}

function refused(reason: string): Step {
  return { status: 'refused', reason };
}

function assumption(reason: string): Step {
  return { status: 'assumption', reason };
}
