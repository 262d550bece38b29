import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auc } from '../../../shared/metrics/auc';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { logLoss } from '../../../shared/metrics/logLoss';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { orderList } from '../../../shared/metrics/orderList';
import { type PresetName, presetSettings } from '../../../shared/metrics/presets';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';

interface PeerCase {
  items: string[];
  scores: number[];
  grades: (number | null)[];
  outside: number[];
  /** By tool, by our metric id. */
  expected: Record<string, Record<string, number>>;
}

interface Peers {
  versions: Record<string, string>;
  cases: PeerCase[];
  pointwise: { p: number[]; y: number[]; auc: number; logloss: number };
}

const file = new URL('peers/peers.json', import.meta.url);
const peers = JSON.parse(readFileSync(file, 'utf8')) as Peers;

/** The preset that stands for each tool. */
const presetOf: Record<string, PresetName> = {
  trec_eval: 'trec_eval',
  ir_measures: 'trec_eval',
  ranx: 'ranx',
  sklearn: 'sklearn',
};

/** gdeval, behind these two of ir_measures, prints five decimals. */
const tolerance: Record<string, number> = { 'ndcg_exp2@5': 5.1e-6, 'err@5(max=4)': 5.1e-6 };

/**
 * Deviations, each with its reason (docs/metrics.md): judged@K of ir_measures divides by the list's length where that is
 * below K, here by K; its judged@K and RR@K take equal scores in the order of the run, here by item id.
 */
function deviates(tool: string, id: string, { items, scores }: PeerCase): boolean {
  if (tool !== 'ir_measures') return false;
  const tied = new Set(scores).size < scores.length;
  return (id === 'mrr@3' && tied) || (id === 'judged@5' && (tied || items.length < 5));
}

function ours(tool: string, id: string, { items, scores, grades, outside }: PeerCase): number | null {
  const settings = presetSettings(presetOf[tool]!);
  const spec = resolveMetric(parseMetricId(id), settings);
  const { order, tieGroups } = orderList(Float64Array.from(scores), items);
  const filled = tool === 'sklearn' ? grades.map((grade) => grade ?? 0) : grades;
  const list = Float64Array.from(order, (row) => filled[row] ?? Number.NaN);
  return evaluateRequest(spec, { grades: list, judged: Float64Array.from([...list, ...outside]), tieGroups }, settings);
}

describe('values of other tools on random data', () => {
  it.each(Object.keys(presetOf))('equal those of %s under its preset', (tool) => {
    const faults: string[] = [];
    let compared = 0;
    let left = 0;
    peers.cases.forEach((each, number) => {
      for (const [id, expected] of Object.entries(each.expected[tool] ?? {})) {
        if (deviates(tool, id, each)) {
          left++;
          continue;
        }
        compared++;
        const got = ours(tool, id, each);
        const limit = tool === 'ir_measures' ? (tolerance[id] ?? 1e-9) : 1e-9;
        if (!(got !== null && Math.abs(got - expected) <= limit))
          faults.push(`case ${number} ${id}: ${got}, ${tool} ${expected}`);
      }
    });
    console.log(`${tool}: ${compared - faults.length} of ${compared} values equal, ${left} deviate by definition`);
    expect(faults.slice(0, 8)).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  });

  it('cover ties, gaps, unjudged items and requests without a positive', () => {
    const { cases } = peers;
    expect(cases.filter(({ scores }) => new Set(scores).size < scores.length).length).toBeGreaterThan(40);
    expect(cases.filter(({ grades }) => grades.includes(null)).length).toBeGreaterThan(100);
    expect(
      cases.filter(({ grades, outside }) => !grades.some((g) => g !== null && g > 0) && outside.every((g) => g === 0))
        .length,
    ).toBeGreaterThan(20);
    expect(cases.filter(({ outside }) => outside.some((grade) => grade > 0)).length).toBeGreaterThan(40);
  });

  it('equal AUC and log loss of scikit-learn', () => {
    const { p, y, ...expected } = peers.pointwise;
    expect(auc(p, y)).toBeCloseTo(expected.auc, 12);
    expect(logLoss(p, y)).toBeCloseTo(expected.logloss, 12);
  });
});
