/** A parsed metric id: `ndcg@10(rel=2):order`. */
export interface MetricSpec {
  /** Canonical name of the registry, or the alias `map` until a preset resolves it. */
  name: string;
  /** Null: no cutoff, the whole list. */
  cutoff: number | null;
  /** Only the parameters that the id states. */
  parameters: Readonly<Record<string, number>>;
  /** Null: the case's default label. */
  label: string | null;
}

/** A spec without label and parameters. */
export function metricSpec(
  name: string,
  cutoff: number | null = null,
  parameters: Readonly<Record<string, number>> = {},
): MetricSpec {
  return { name, cutoff, parameters, label: null };
}
