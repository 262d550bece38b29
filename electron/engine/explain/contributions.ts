import type { FeatureRows } from '../../../shared/explain/batchScorer';
import type { Contribution } from '../../../shared/explain/explainSchemas';
import type { Attribution } from '../../../shared/explain/shapleyGame';
import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import { quantile } from '../../../shared/stats/quantile';
import type { FeatureGroup } from './featureGroups';
import { groupValue, isSingle, type OpenRequest } from './openRequest';

interface Parts {
  open: OpenRequest;
  index: number;
  attribution: Attribution;
  /** By group: 1 where the background shares its values with the item. */
  shared: Uint8Array;
  /** Rows whose median stands beside the item's value; null = none. */
  background: FeatureRows | null;
  occluded: Float64Array | null;
}

/** The groups' parts, largest first, and the names of those that cannot explain anything. */
export function contributionsOf({ open, index, attribution, shared, background, occluded }: Parts): {
  contributions: Contribution[];
  sameForAll: string[];
} {
  const parts = open.groups.map((group, at) => ({
    feature: group.name,
    columns: group.columns,
    value: groupValue(open, group, index),
    background: background && typical(open, group, background),
    contribution: attribution.contributions[at]!,
    se: attribution.se ? attribution.se[at]! : null,
    occlusion: occluded ? occluded[at]! : null,
  }));
  return {
    contributions: parts.filter((_, at) => !shared[at]).sort(bySize),
    sameForAll: parts.filter((_, at) => shared[at]).map(({ feature }) => feature),
  };
}

function typical({ scorer }: OpenRequest, group: FeatureGroup, { columns }: FeatureRows): number | null {
  const feature = group.features[0]!;
  if (!isSingle(group, scorer) || scorer.texts[feature]) return null;
  return quantile(columns[feature]!.filter(Number.isFinite), 0.5);
}

function bySize(a: Contribution, b: Contribution): number {
  return Math.abs(b.contribution) - Math.abs(a.contribution) || compareUtf8(a.feature, b.feature);
}
