import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { type PresetName, presetSettings, type SettingOverrides } from '../../../shared/metrics/presets';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { readData } from './dataFolder';
import { listOf } from './listOf';
import { judge, type Qrels, type Run, retrieve } from './trecFiles';

/** A case of `cases/metrics.json`. */
export interface MetricCase {
  source: string;
  suite: string;
  measure: string;
  params: Record<string, unknown>;
  cutoff: number | null;
  query: string;
  expected: number;
  tolerance: number;
  fixture?: string;
  labels?: number[];
  scores?: number[];
  groups?: number[];
}

/** A case in our terms. */
export interface OurCase {
  id: string;
  preset: PresetName;
  /** What the case itself sets apart from the preset. */
  overrides: SettingOverrides;
  judgments: Qrels;
  lists: Run;
  from: MetricCase;
}

interface CaseFile {
  fixtures: Record<string, { qrels: [string, string, number][]; run: [string, string, number][] }>;
  cases: MetricCase[];
}

const presetOfSuite: Readonly<Record<string, PresetName>> = {
  'ir_measures/cwl_eval': 'trec_eval',
  'ir_measures/pytrec_eval': 'trec_eval',
  'ir_measures/gdeval': 'default',
  'ir_measures/ranx': 'ranx',
  pytrec_eval: 'trec_eval',
  ranx: 'ranx',
  xgboost: 'xgboost',
  'scikit-learn': 'sklearn',
  evidently: 'evidently',
};

/** All cases in file order, `ours` null where we have no such measure; null where the data folder is absent. */
export function metricCases(): { from: MetricCase; ours: OurCase | null }[] | null {
  const text = readData('cases', 'metrics.json');
  if (text === null) return null;
  const file = JSON.parse(text) as CaseFile;
  return file.cases.map((from) => ({ from, ours: translate(from, file) }));
}

/** Value of a case under the settings: of its query, or the mean over the judged queries. */
export function caseValue(ours: OurCase, settings: MetricSettings): number | null {
  const queries = ours.from.query === 'all' ? [...ours.judgments.keys()] : [ours.from.query];
  const values = queries.flatMap((query) => {
    const list = listOf(ours.lists.get(query) ?? [], ours.judgments.get(query)!, settings);
    const value = evaluateRequest(parseMetricId(ours.id), list, settings);
    return value === null ? [] : [value];
  });
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The settings that a case asks for. */
export function caseSettings(ours: OurCase): MetricSettings {
  return presetSettings(ours.preset, ours.overrides);
}

function translate(from: MetricCase, file: CaseFile): OurCase | null {
  const base = measureId(from);
  const preset = presetOfSuite[from.suite];
  if (base === null || preset === undefined) return null;
  const rel = typeof from.params.rel === 'number' && from.params.rel !== 1 ? `(rel=${from.params.rel})` : '';
  const id = `${base}${from.cutoff === null ? '' : `@${from.cutoff}`}${rel}`;
  return { id, preset, overrides: overridesOf(from), ...listsOf(from, file), from };
}

function measureId({ measure, params }: MetricCase): string | null {
  switch (measure) {
    case 'AP':
      return 'map';
    case 'nDCG':
      return params.dcg === 'exp-log2' ? 'ndcg_exp2' : 'ndcg';
    case 'DCG':
      return 'dcg';
    case 'P':
    case 'SetP':
      return 'p';
    case 'SetR':
      return 'recall';
    case 'RR':
      return 'mrr';
    case 'Success':
      return 'hit';
    case 'ERR':
      return 'err';
    default:
      return null;
  }
}

function overridesOf(from: MetricCase): SettingOverrides {
  const { params, suite } = from;
  const gains = params.gains as Record<string, number> | undefined;
  const presetGain = suite === 'xgboost' ? 'exp2' : 'linear';
  const gain = params.exp === undefined ? presetGain : params.exp ? 'exp2' : 'linear';
  return {
    ...(gain !== presetGain && { gain }),
    ...(gains !== undefined && {
      gain: 'table',
      gainTable: Object.entries(gains).map(([grade, value]): [number, number] => [Number(grade), value]),
    }),
    ...(params.judged_only === true && { judgedOnly: true }),
    // ranx's test calls make_comparable, which counts a query without a list as 0.
    ...(from.fixture === 'a2e7d663' && { missingRequest: 'zero' }),
    // Evidently's cases with three users pass no_feedback_users=True.
    ...(from.fixture === '03de9f28' && { noPositive: 'zero' }),
  };
}

function listsOf(from: MetricCase, file: CaseFile): { judgments: Qrels; lists: Run } {
  const judgments: Qrels = new Map();
  const lists: Run = new Map();
  if (from.fixture !== undefined) {
    const fixture = file.fixtures[from.fixture]!;
    for (const [query, item, grade] of fixture.qrels) judge(judgments, query, item, grade);
    for (const [query, item, score] of fixture.run) retrieve(lists, query, item, score);
    return { judgments, lists };
  }
  const groups = from.groups ?? [0, from.labels!.length];
  for (let g = 0; g + 1 < groups.length; g++) {
    for (let i = groups[g]!; i < groups[g + 1]!; i++) {
      judge(judgments, `g${g}`, `r${i}`, from.labels![i]!);
      retrieve(lists, `g${g}`, `r${i}`, from.scores![i]!);
    }
  }
  return { judgments, lists };
}
