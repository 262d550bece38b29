/** Gain of a grade: y, 2^y - 1, 1 from `relLevel` on, or a table (grades it does not list keep y). */
export type Gain = 'linear' | 'exp2' | 'binary' | 'table';

/** Order or averaging of equal scores. `id` and `input` fix an order; the others evaluate over the tie groups. */
export type Ties = 'id' | 'expected' | 'min' | 'max' | 'input';

/** Value of a metric that a request without a relevant item leaves undefined. `refuse` raises `refused`. */
export type NoPositive = 'skip' | 'zero' | 'one' | 'refuse';

/**
 * A judged request with an empty list. `apart` and `skip` are null (counted apart, or not mentioned), `zero` counts 0
 * for every metric, `error` raises `input`.
 */
export type MissingRequest = 'apart' | 'zero' | 'skip' | 'error';

/** Everything besides the metric id that a value depends on. Presets are named settings. */
export interface MetricSettings {
  gain: Gain;
  /** Pairs [grade, gain] of gain `table`. */
  gainTable: readonly (readonly [number, number])[];
  /** Where the ideal list and R come from: all judged items of the request, or those in the list. */
  ideal: 'judged' | 'list';
  noPositive: NoPositive;
  ties: Ties;
  /** Divisor of precision: K, or min(K, list length). */
  pDivisor: 'K' | 'list';
  /** What the alias `map` means. */
  map: 'R' | 'min';
  missingRequest: MissingRequest;
  /** Lowest relevant grade. */
  relLevel: number;
  /** Top of the label scale: y_max of ERR. */
  labelMax: number;
  /** Persistence p of RBP where the id states none. */
  rbpPersistence: number;
  /** Precision in which scores are compared when a list is sorted. */
  scorePrecision: 'f64' | 'f32';
  /** Drop unjudged items from the list first (trec_eval -J). */
  judgedOnly: boolean;
}

/** The settings of the preset `default`. */
export const defaultSettings: MetricSettings = {
  gain: 'linear',
  gainTable: [],
  ideal: 'judged',
  noPositive: 'skip',
  ties: 'id',
  pDivisor: 'K',
  map: 'min',
  missingRequest: 'apart',
  relLevel: 1,
  labelMax: 4,
  rbpPersistence: 0.8,
  scorePrecision: 'f64',
  judgedOnly: false,
};
