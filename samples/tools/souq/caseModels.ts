import { requestFeatures } from './features';
import type { Settings } from './settings';

const servedBy = (version: string) => ({ where: `model_version = '${version}'`, score: 'rank_score' });
const march = { from: '2026-03-02', to: '2026-03-18', label: 'graded' };
const may = { from: '2026-05-04', to: '2026-05-20', label: 'graded' };

const baselineOnnx = { name: 'baseline', file: 'models/baseline.onnx', served: servedBy('v41'), trained: march };
const candidateOnnx = { name: 'candidate', file: 'models/candidate.onnx', served: servedBy('v42'), trained: may };

const everyModel = [
  { name: 'baseline', file: 'models/baseline.onnx', served: servedBy('v41'), trained: march },
  { name: 'candidate', file: 'models/candidate.onnx', served: servedBy('v42'), trained: may },
  { name: 'baseline text', file: 'models/baseline.txt', served: servedBy('v41'), trained: march },
  { name: 'candidate text', file: 'models/candidate.txt', served: servedBy('v42'), trained: may },
  { name: 'xgboost', file: 'models/candidate_xgb.json', trained: may },
  {
    name: 'multi-task',
    file: 'models/multi_task.onnx',
    missing: { i_rating: 4 },
    objectives: { click: 'click_prob', order: 'order_prob' },
    blend: { click: 1, order: 3 },
    trained: may,
  },
  {
    name: 'two-tower',
    file: 'models/two_tower.onnx',
    missing: { i_rating: 4 },
    inputs: {
      request: { column: [...requestFeatures], scope: 'request' },
      item: { column: ['i_ctr_28d', 'i_ctr_1d', 'i_price', 'i_rating', 'i_age_days'] },
    },
    output: 'score',
    trained: may,
  },
];

const modelsOf: Record<string, { name: string; file: string }[]> = {
  souq: everyModel,
  R1: [baselineOnnx, candidateOnnx],
  R2: [baselineOnnx, candidateOnnx],
  R3: [baselineOnnx],
  R4: [baselineOnnx],
  R5: [baselineOnnx, { name: 'treatment', file: 'models/leaking.onnx', ...{ served: servedBy('v43'), trained: may } }],
};

/** `models:` of a preset's case.yaml. */
export function caseModels({ preset }: Settings): { name: string; file: string }[] {
  return modelsOf[preset] ?? [];
}
