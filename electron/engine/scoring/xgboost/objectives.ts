import type { TreeLink } from '../../../../shared/trees/treeEnsemble';

interface Objective {
  link: TreeLink['name'];
  /** What turns the base score of the file, which is on the scale of predictions, into a raw score. */
  toRaw: (base: number) => number;
}

const same = (base: number) => base;
const logit = (base: number) => -Math.log(1 / base - 1);
const raw: Objective = { link: 'none', toRaw: same };
const sigmoid: Objective = { link: 'sigmoid', toRaw: logit };
const exponential: Objective = { link: 'exp', toRaw: Math.log };
const classes: Objective = { link: 'softmax', toRaw: same };

/** Objectives of XGBoost 1 to 3 (`PredTransform`, `ProbToMargin`). */
const objectives: Record<string, Objective> = {
  'reg:squarederror': raw,
  'reg:linear': raw,
  'reg:squaredlogerror': raw,
  'reg:pseudohubererror': raw,
  'reg:absoluteerror': raw,
  'reg:quantileerror': raw,
  'reg:expectileerror': raw,
  'rank:pairwise': raw,
  'rank:ndcg': raw,
  'rank:map': raw,
  'reg:logistic': sigmoid,
  'binary:logistic': sigmoid,
  'binary:logitraw': raw,
  'binary:hinge': { link: 'step', toRaw: same },
  'count:poisson': exponential,
  'reg:gamma': exponential,
  'reg:tweedie': exponential,
  'survival:cox': exponential,
  'survival:aft': exponential,
  'multi:softprob': classes,
  // Its `predict` gives the number of the likeliest class, which orders nothing: the probabilities stand for it.
  'multi:softmax': classes,
};

/** How an objective's raw scores become predictions; null for one that is not known. */
export function objectiveOf(name: string): Objective | null {
  return Object.hasOwn(objectives, name) ? objectives[name]! : null;
}
