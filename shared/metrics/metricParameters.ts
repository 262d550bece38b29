import type { MetricParameter } from './metricDefinition';

/** Lowest relevant grade. */
export const relParameter: MetricParameter = {
  name: 'rel',
  description: 'lowest relevant grade',
  min: 0,
  max: 1000,
  integer: false,
  default: { setting: 'relLevel' },
};

/** For gains: grades below are worth nothing. */
export const gainRelParameter: MetricParameter = {
  ...relParameter,
  description: 'grades below gain nothing',
  default: null,
};

/** Top of the label scale of ERR. */
export const errMaxParameter: MetricParameter = {
  name: 'max',
  description: 'top of the label scale',
  min: 1,
  max: 100,
  integer: false,
  default: { setting: 'labelMax' },
};

/** Top of the label scale of RBP: stated, it makes the gain graded. */
export const rbpMaxParameter: MetricParameter = {
  ...errMaxParameter,
  description: 'top of the label scale; stated, the gain is grade/max instead of 0 or 1',
  default: null,
};

/** Persistence of RBP. */
export const persistenceParameter: MetricParameter = {
  name: 'p',
  description: 'probability that the user reads on',
  min: 0,
  max: 1,
  integer: false,
  default: { setting: 'rbpPersistence' },
};

/** Assumed examination of position k: k^-eta. */
export const etaParameter: MetricParameter = {
  name: 'eta',
  description: 'examination is assumed to fall as position^-eta; 1 where the case gives no examination',
  min: 0,
  max: 5,
  integer: false,
  default: null,
};

/** Clipping of examination in weights. */
export const tauParameter: MetricParameter = {
  name: 'tau',
  description: 'weights are 1 / max(examination, tau); 0.1 unless stated',
  min: 0,
  max: 1,
  integer: false,
  default: null,
};
