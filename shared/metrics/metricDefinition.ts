/** A parameter that a metric id may state in parentheses. */
export interface MetricParameter {
  name: 'rel' | 'max' | 'p' | 'after' | 'eta' | 'tau';
  description: string;
  /** Inclusive limits of a stated value. */
  min: number;
  max: number;
  integer: boolean;
  /** Where the value comes from when the id does not state it; null: then the metric works without it. */
  default: number | { setting: 'relLevel' | 'labelMax' | 'rbpPersistence' } | null;
}

/** What a metric cannot be computed without. */
export type MetricNeed =
  | 'judgments'
  | 'items'
  | 'vectors'
  | 'catalog'
  | 'popularity'
  | 'probabilities'
  | 'outcomes'
  | 'users'
  | 'examination'
  | 'time';

/**
 * How one number comes from many rows: `request` mean of per-request values; `pointwise` from all (probability, outcome)
 * rows; `set` from all lists together; `unit` ratio of sums over users; `counterfactual` from weighted clicks.
 */
export type Aggregation = 'request' | 'pointwise' | 'set' | 'unit' | 'counterfactual';

/** One row of the table of metrics. Command line, JSON `definitions` and the definition card are made from it. */
export interface MetricDefinition {
  name: string;
  title: string;
  /** One line for lists and tooltips. */
  description: string;
  /** Formula and edges, for the definition card. */
  definition: string;
  /** Lowest and highest value; null: no limit. */
  range: readonly [number | null, number | null];
  /** Null: neither direction is better (a description, not a score). */
  higherIsBetter: boolean | null;
  cutoff: 'optional' | 'none';
  parameters: readonly MetricParameter[];
  needs: readonly MetricNeed[];
  aggregation: Aggregation;
  /** What becomes of a request without a relevant item: the setting, a plain value, or null always. */
  withoutPositive: 'setting' | 'value' | 'null';
  /** Name of the per-request value where it differs from the aggregate's. */
  perRequest?: string;
}
