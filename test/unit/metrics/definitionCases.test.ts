import { describe, expect, it } from 'vitest';
import { quantileGlobal } from '../../../shared/blend/normalize';
import { blendList, blendSum } from '../../../shared/blend/valueModel';
import { meanByQuery, meanByUser } from '../../../shared/metrics/aggregate';
import { coverage } from '../../../shared/metrics/coverage';
import { idealDcg } from '../../../shared/metrics/dcg';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { discount } from '../../../shared/metrics/gain';
import { gini } from '../../../shared/metrics/gini';
import { ild } from '../../../shared/metrics/ild';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { novelty } from '../../../shared/metrics/novelty';
import { presetSettings, type SettingOverrides } from '../../../shared/metrics/presets';
import type { RankedList } from '../../../shared/metrics/rankedList';
import { bootstrapInterval } from '../../../shared/stats/bootstrap';
import { chiSquareSurvival } from '../../../shared/stats/chiSquare';
import { relativeChange, standardizedDifference } from '../../../shared/stats/effectSize';
import { kolmogorovSurvival } from '../../../shared/stats/kolmogorov';
import { normalQuantile } from '../../../shared/stats/normal';
import { pairedT } from '../../../shared/stats/pairedT';
import { quantile } from '../../../shared/stats/quantile';
import { seededRandom } from '../../../shared/stats/random';
import { contrastRatios, ratioOf } from '../../../shared/stats/ratio';
import { sampledP, signFlip } from '../../../shared/stats/signFlip';
import { studentQuantile, studentTwoSided } from '../../../shared/stats/studentT';
import { clusterUnits, unitMeans, unitsOfValues } from '../../../shared/stats/units';
import { wilsonInterval } from '../../../shared/stats/wilson';
import { readData } from './dataFolder';
import { listOf } from './listOf';

const text = readData('cases', 'definitions.json');

const e1: RankedList = {
  grades: Float64Array.of(2, 0, 3, Number.NaN, 1),
  judged: Float64Array.of(2, 0, 3, 1, 3),
};
const e3Scores = Object.entries({ a: 0.9, b: 0.7, c: 0.7, d: 0.7, e: 0.2 });
const e3Grades = new Map(Object.entries({ a: 0, b: 2, c: 0, d: 1, e: 3, z: 3 }));

function one(id: string, overrides: SettingOverrides = {}, list = e1): number | null {
  return evaluateRequest(parseMetricId(id), list, presetSettings('default', overrides));
}

function tied(id: string, ties: 'id' | 'input' | 'expected' | 'min' | 'max'): number | null {
  const settings = presetSettings('default', { ties });
  const list = listOf(
    e3Scores.map(([item, score]) => ({ id: item, score })),
    e3Grades,
    settings,
  );
  return evaluateRequest(parseMetricId(id), list, settings);
}

function sklearn(id: string, scores: number[]): number | null {
  const settings = presetSettings('sklearn');
  const judgments = new Map([10, 0, 0, 1, 5].map((grade, i) => [`d${i}`, grade]));
  const list = listOf(
    scores.map((score, i) => ({ id: `d${i}`, score })),
    judgments,
    settings,
  );
  return evaluateRequest(parseMetricId(id), list, settings);
}

const random = seededRandom(0);
const a = [0.3, 0.5, 0.2, 0.6, 0.4];
const d = [0.5, 0.5, 0.4, 0.5, 0.7].map((b, i) => b - a[i]!);
const t = pairedT(d);
const small = bootstrapInterval(unitsOfValues([0.1, 0.3, 0.5]), { random });
const clusters = clusterUnits([0.1, 0.3, -0.2, 0.4, 0.4, 0.1], [0, 0, 1, 2, 2, 2], 3);
const control = ratioOf([1, 3, 0, 2], [10, 20, 5, 15]);
const treatment = ratioOf([2, 4, 1, 2], [12, 18, 6, 14]);
const contrast = contrastRatios(control, treatment);
const draws = [0.18, 0.06, 0.22, 0.14];
const byQuery = Float64Array.of(0.2, 0.4, 0.6, 1);
const exp2 = (grade: number) => 2 ** grade - 1;
const linear = (grade: number) => grade;

/** Keys of `cases/definitions.json` that these folders answer, with our value. */
const values: Record<string, number | null> = {
  agg_q: meanByQuery(byQuery).mean,
  agg_u: meanByUser(byQuery, [0, 0, 0, 1], 2).mean,
  srf_home: meanByQuery(byQuery.slice(0, 3)).mean,
  ap3_R: one('map_R@3'),
  ap3_hits: one('map_hits@3'),
  ap3_min: one('map_min@3'),
  ap5_R: one('map_R@5'),
  ap5_hits: one('map_hits@5'),
  ap5_min: one('map_min@5'),
  bs_hi: small.hi,
  bs_lo: small.lo,
  bs_se: small.se,
  bs_s_hi: quantile(draws, 0.975),
  bs_s_lo: quantile(draws, 0.025),
  chi_p_ex: chiSquareSurvival(5, 2),
  cl_mean: ratioOf(unitMeans(clusters).sums, [1, 1, 1]).value,
  cl_qmean: ratioOf(clusters.sums, clusters.counts).value,
  cov: coverage([0, 1, 2, 0, 1, 3], 5),
  ctr_c: control.value,
  ctr_t: treatment.value,
  ctr_se_c: control.se,
  ctr_se_t: treatment.se,
  ctr_d: contrast.delta,
  ctr_dse: contrast.se,
  ctr_dlo: contrast.lo,
  ctr_dhi: contrast.hi,
  ctr_lift: contrast.lift!.value,
  ctr_llo: contrast.lift!.lo,
  ctr_lhi: contrast.lift!.hi,
  d_dz: standardizedDifference(d),
  d_hi: t.hi,
  d_lo: t.lo,
  d_mean: t.mean,
  d_p: t.p,
  d_rel: relativeChange(t.mean, meanByQuery(Float64Array.from(a)).mean),
  d_sd: t.sd,
  d_t: t.t,
  err5_g3: one('err@5(max=3)'),
  err5_g4: one('err@5(max=4)'),
  fr_b: signFlip(unitsOfValues(d), { random }).extreme,
  fr_p: signFlip(unitsOfValues(d), { random }).p,
  fr_mc: sampledP(37, 1000),
  fr_mc0: sampledP(0, 1000),
  gini_all: gini([2, 2, 1, 1, 0]),
  gini_w: gini([2, 2 * discount(2), discount(3), discount(3), 0]),
  ild: ild(Float64Array.of(1, 0, 1, 1, 0, 1), 2),
  ild4: ild(Float64Array.of(1, 0, 1, 1, 0, 1, 1, 0), 2),
  judged5: one('judged@5'),
  kolm_ex: kolmogorovSurvival(1),
  mrr2: meanByQuery(
    Float64Array.of(one('mrr')!, one('mrr', {}, { grades: Float64Array.of(0, 0, 1), judged: Float64Array.of(1) })!),
  ).mean,
  rr_q2: one('mrr', {}, { grades: Float64Array.of(0, 0, 1), judged: Float64Array.of(1) }),
  ndcg_l3_retideal: one('ndcg@3', { ideal: 'list' }),
  nov: novelty([8, 4, 4], 16).value,
  nov_u: novelty([8, 4, 4], 10).value,
  p10: one('p@10'),
  p10_short: one('p@10', { pDivisor: 'list' }),
  p3: one('p@3'),
  qg: quantileGlobal([0.05], [0.01, 0.02, 0.05, 0.1, 0.2])[0]!,
  q7_ex: quantile([1, 2, 3, 4], 0.25),
  r3: one('recall@3'),
  r3_capped: one('recall_capped@3'),
  r5: one('recall@5'),
  rbp8: one('rbp(p=0.8)'),
  rbp8_graded: one('rbp(max=3,p=0.8)'),
  rbp8_res: one('rbp_residual(p=0.8)'),
  rbp9: one('rbp(p=0.9)'),
  skl: sklearn('ndcg@1', [1, 0, 0, 0, 1]),
  skl2: sklearn('ndcg', [0.1, 0.2, 0.3, 4, 70]),
  srm_p: chiSquareSurvival(1000 ** 2 / 44_500 / 2, 1),
  srm_p2: chiSquareSurvival(50 ** 2 / 10_025 / 2, 1),
  srm_p3: chiSquareSurvival(8, 2),
  t975_4: studentQuantile(0.975, 4),
  t_p_ex: studentTwoSided(1.5, 7),
  tie_apR3: tied('map_R@3', 'expected'),
  tie_apmin3: tied('map_min@3', 'expected'),
  tie_hit3: tied('hit@3', 'expected'),
  tie_ndcg3_asc: tied('ndcg@3', 'input'),
  tie_ndcg3_exp: tied('ndcg@3', 'expected'),
  tie_ndcg3_max: tied('ndcg@3', 'max'),
  tie_ndcg3_min: tied('ndcg@3', 'min'),
  tie_ndcg3_trec: tied('ndcg@3', 'id'),
  tie_p3: tied('p@3', 'expected'),
  tie_r3: tied('recall@3', 'expected'),
  tie_rr3: tied('mrr@3', 'expected'),
  z975: normalQuantile(0.975),
};
for (const k of [1, 3, 5, 10]) {
  values[`dcg_l${k}`] = one(`dcg@${k}`);
  values[`dcg_e${k}`] = one(`dcg@${k}`, { gain: 'exp2' });
  values[`idcg_l${k}`] = idealDcg(e1.judged, k, linear);
  values[`idcg_e${k}`] = idealDcg(e1.judged, k, exp2);
  values[`ndcg_l${k}`] = one(`ndcg@${k}`);
  values[`ndcg_e${k}`] = one(`ndcg_exp2@${k}`);
}
const heads = [
  [0.1, 0.05, 0.2],
  [0.02, 0.04, 0.004],
];
['A', 'B', 'C'].forEach((item, i) => {
  values[`v_add_${item}`] = blendSum(heads, [1, 10])[i]!;
  values[`v_mm_${item}`] = blendList(heads, [0.3, 0.7], { value: 'sum', normalize: 'minmax_list' })[i]!;
  values[`v_z_${item}`] = blendList(heads, [0.3, 0.7], { value: 'sum', normalize: 'zscore_list' })[i]!;
});
[0, 1, 30, 40].forEach((hits, i) => {
  values[`wil${i}`] = wilsonInterval(hits, 100)!.lo;
  values[`wilu${i}`] = wilsonInterval(hits, 100)!.hi;
});

describe.skipIf(text === null)('cases of definitions.json', () => {
  const expected = text === null ? {} : (JSON.parse(text) as Record<string, number | string>);

  it.each(Object.entries(values))('data: %s is %f', (key, value) => {
    expect(expected).toHaveProperty(key);
    expect(Math.abs(value! - Number(expected[key]))).toBeLessThanOrEqual(1e-9);
  });
});
