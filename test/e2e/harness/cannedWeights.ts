import type { BlendResult, ParetoPointRow, ParetoResult, WeightAxis } from '../../../shared/pareto/paretoSchemas';
import { buildTable } from '../../../shared/wire/columns';

const axes: WeightAxis[] = ['click', 'order'].map((label) => ({
  metric: `ndcg@10:${label}`,
  label,
  objective: label,
  direction: 1,
  status: 'judged_on_served',
}));
const objectives = [
  { name: 'click', weight: 1 },
  { name: 'order', weight: 3 },
];
const doubt =
  'ndcg@10:click is judged on what another order showed; the case wins if position bias is stronger than η ≈ 0.8';

/** A weighting at a place of the curve that clicks and orders trade along, `depth` below it. */
function point(at: number, depth: number, rest: Partial<ParetoPointRow> = {}): ParetoPointRow {
  const values = [0.44 + 0.04 * at, 0.47 - 0.03 * at * at].map((value) => value - depth);
  return {
    form: 'sum',
    ofCase: false,
    weights: { click: Number((4 * at).toPrecision(4)), order: Number((4 - 4 * at).toPrecision(4)) },
    floor: null,
    values: values.map((value) => ({
      chosen: value,
      value,
      ci: [value - 0.012, value + 0.013],
      versusCase: { delta: value - 0.45, ci: [value - 0.462, value - 0.439] },
    })),
    front: depth === 0,
    convex: depth === 0,
    dominatedBy: depth === 0 ? null : 6,
    lead: null,
    statistically: depth > 0.004 ? true : null,
    withheld: at > 0.6 ? doubt : null,
    ...rest,
  };
}

export function cannedPareto(model: string): ParetoResult {
  const grid = Array.from({ length: 21 }, (_, i) => point(i / 20, i % 3 === 0 ? 0 : 0.002 * (i % 5)));
  const floor = { by: 'click', above: 'order', lowest: 0.5 };
  return {
    model,
    kind: 'objectives',
    form: 'sum',
    objectives: objectives.map((each, k) => ({ ...each, spread: [0.03, 0.006][k]! })),
    axes,
    halves: true,
    unit: 'user',
    chosenOn: { units: 1_204, requests: 6_190 },
    reportedOn: { units: 1_231, requests: 6_213 },
    points: [
      point(0.25, 0.006, { ofCase: true, weights: { click: 1, order: 3 }, withheld: null }),
      ...grid,
      point(0.7, 0.001, { form: 'product', weights: { click: 0.9, order: 0.1 } }),
      point(0.8, 0, { form: 'floor', weights: null, floor, convex: false }),
    ],
    hypervolume: 0.1195,
    reference: [0.1324, 0.1202],
    seed: 0,
    definitions: {},
    sentence: "9 of 24 weightings are dominated by no other. The case's weights (click 1, order 3) are dominated.",
    warnings: [
      'The labels "click" and "order" are logged behavior: values say how well lists agree with it among the items that were shown, not what would have happened.',
      '33.3% of the requests are too young for "order": their labels are null, not negative.',
    ],
  };
}

export function cannedBlend(model: string, weights: Record<string, number>): BlendResult {
  const isOfCase = weights.click === 1 && weights.order === 3;
  const moved = isOfCase ? 0 : 0.0049;
  return {
    model,
    form: 'sum',
    objectives,
    weights,
    values: axes.map(({ metric, label, direction, status }, m) => ({
      metric,
      label,
      direction,
      status,
      current: 0.4749,
      value: 0.4749 + moved,
      reported: 0.452 + moved,
      delta: moved,
      ci: isOfCase ? [0, 0] : [0.0014, 0.0085],
      requests: 12_403,
      band: null,
      withheld: m === 0 ? doubt : null,
    })),
    lists: {
      k: 10,
      requests: 12_403,
      otherItems: isOfCase ? 0 : 3_733,
      otherOrder: isOfCase ? 0 : 9_624,
      meanShift: 0.6,
    },
    preview: isOfCase ? null : { request: 'r-000012', table: preview() },
    unit: 'user',
    seed: 0,
    warnings: [],
  };
}

function preview() {
  const ranks = Array.from({ length: 10 }, (_, i) => i + 1);
  return buildTable({
    item_id: { type: 'utf8', values: ranks.map((rank) => `p-${88_200 + 7 * rank}`) },
    rank: { type: 'i32', values: ranks },
    rank_case: { type: 'i32', values: [5, 2, 3, 7, 6, 4, 9, 8, 1, 10] },
    'prediction:click': { type: 'f64', values: ranks.map((rank) => 0.2 / rank) },
    'prediction:order': { type: 'f64', values: ranks.map((rank) => (rank === 4 ? null : 0.03 + 0.001 * rank)) },
  });
}
