import { loggedName, requestFeatures, rowFeatures } from './features';
import type { Settings } from './settings';

type CaseModel = { name: string; file: string } & Record<string, unknown>;

const servedBy = (version: string) => ({ where: `model_version = '${version}'`, score: 'rank_score' });
const march = { from: '2026-03-02', to: '2026-03-18', label: 'graded' };
/** When the candidates were trained. */
export const may = { from: '2026-05-04', to: '2026-05-20', label: 'graded' };

const baselineOnnx = { name: 'baseline', file: 'models/baseline.onnx', served: servedBy('v41'), trained: march };
const candidateOnnx = { name: 'candidate', file: 'models/candidate.onnx', served: servedBy('v42'), trained: may };

const everyModel: CaseModel[] = [
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
    missing: { [loggedName(true, 'i_rating')]: 4 },
    inputs: {
      request: { column: [...requestFeatures], scope: 'request' },
      item: { column: rowFeatures.slice(0, 5).map((name) => loggedName(true, name)) },
    },
    output: 'score',
    trained: may,
  },
];

const modelsOf: Record<string, CaseModel[]> = {
  souq: everyModel,
  R1: [baselineOnnx, candidateOnnx],
  R2: [baselineOnnx, candidateOnnx],
  R3: [baselineOnnx],
  R4: [baselineOnnx],
  R5: [
    { ...candidateOnnx, name: 'control' },
    { name: 'treatment', file: 'models/leaking.onnx', served: servedBy('v43'), trained: may },
  ],
};

/** `models:` of a preset's case.yaml. */
export function caseModels({ preset, featureMap }: Settings): CaseModel[] {
  const models = modelsOf[preset] ?? [];
  if (!featureMap) return models;
  const rename = Object.fromEntries(rowFeatures.map((name) => [name, loggedName(true, name)]));
  return models.map((model) => ('inputs' in model ? model : { ...model, rename }));
}
