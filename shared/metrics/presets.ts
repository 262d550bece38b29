import { RankscopeError } from '../wire/errors';
import { defaultSettings, type MetricSettings } from './settings';

export const presetNames = [
  'default',
  'trec_eval',
  'ranx',
  'sklearn',
  'lightgbm',
  'xgboost',
  'recbole',
  'evidently',
] as const;

export type PresetName = (typeof presetNames)[number];

/** The settings that tools disagree on. */
export type PresetColumn =
  | 'gain'
  | 'ideal'
  | 'noPositive'
  | 'ties'
  | 'pDivisor'
  | 'map'
  | 'missingRequest'
  | 'scorePrecision'
  | 'rbpPersistence';

/** One cell of the table of presets. */
export interface PresetCell<Value> {
  value: Value;
  /**
   * `proved`: a reference case fails with any other value (a test recomputes this); `unproved`: read in sources only;
   * `unused`: the tool has no such notion; `ours`: our own decision.
   */
  evidence: 'proved' | 'unproved' | 'unused' | 'ours';
  /** What proves it, or what else to know. */
  note?: string;
}

export type PresetRow = { readonly [Column in PresetColumn]: PresetCell<MetricSettings[Column]> };

const trecTest = "trec_eval's own test";

/** Which settings reproduce which tool (decisions 27). */
export const presets: Readonly<Record<PresetName, PresetRow>> = {
  default: {
    gain: ours('linear'),
    ideal: ours('judged'),
    noPositive: ours('skip'),
    ties: ours('id'),
    pDivisor: ours('K'),
    map: ours('min'),
    missingRequest: ours('apart'),
    scorePrecision: ours('f64'),
    rbpPersistence: ours(0.8),
  },
  trec_eval: {
    gain: proved('linear', 'ndcg of pytrec_eval'),
    ideal: proved('judged', trecTest),
    noPositive: proved('zero', 'Success(rel=3)@2 of ir_measures over pytrec_eval'),
    ties: proved('id', `${trecTest} with -l2 and -c`),
    pDivisor: proved('K', `${trecTest}, P_1000`),
    map: proved('R', `${trecTest}, map_cut`),
    missingRequest: unproved('skip', '10.0 stops with an error unless -c, which counts 0'),
    scorePrecision: unproved('f64', '9.0.8 and older compare in float32'),
    rbpPersistence: proved(0.9, `${trecTest}, rbp`),
  },
  ranx: {
    gain: proved('linear', 'ranx ndcg'),
    ideal: unproved('judged'),
    noPositive: unproved('zero'),
    ties: unproved('id', 'up to 15 items; longer lists have no fixed order of ties'),
    pDivisor: unproved('K'),
    map: unproved('R'),
    missingRequest: unproved('error', 'make_comparable counts 0'),
    scorePrecision: unproved('f64'),
    rbpPersistence: unused(0.8, 'p must be stated'),
  },
  sklearn: {
    gain: proved('linear', 'documentation of ndcg_score'),
    ideal: unproved('list'),
    noPositive: unproved('zero'),
    ties: proved('expected', 'test of averaged ties'),
    pDivisor: unused('K'),
    map: unused('R'),
    missingRequest: unused('apart'),
    scorePrecision: unproved('f64'),
    rbpPersistence: unused(0.8),
  },
  lightgbm: {
    gain: unproved('exp2'),
    ideal: unproved('list'),
    noPositive: unproved('one'),
    ties: unproved('input'),
    pDivisor: unproved('K'),
    map: unproved('min'),
    missingRequest: unused('apart'),
    scorePrecision: unproved('f64'),
    rbpPersistence: unused(0.8),
  },
  xgboost: {
    gain: proved('exp2', 'test_rank_metric ndcg'),
    ideal: unproved('list'),
    noPositive: proved('one', 'VerifyMAP, third group'),
    ties: proved('input', 'VerifyMAP map@2'),
    pDivisor: unproved('K'),
    map: unproved('min'),
    missingRequest: unused('apart'),
    scorePrecision: unproved('f32'),
    rbpPersistence: unused(0.8),
  },
  recbole: {
    gain: unproved('binary'),
    ideal: unproved('judged', 'with binary gain the ideal holds min(R, K) ones'),
    noPositive: unproved('refuse', 'no case shows what RecBole does'),
    ties: unproved('id'),
    pDivisor: unproved('K'),
    map: unproved('min'),
    missingRequest: unused('apart'),
    scorePrecision: unproved('f64'),
    rbpPersistence: unused(0.8),
  },
  evidently: {
    gain: unproved('linear'),
    ideal: unproved('judged'),
    noPositive: unproved('skip', 'no_feedback_users=True counts 0'),
    ties: unused('id'),
    pDivisor: unproved('list'),
    map: unproved('R'),
    missingRequest: unused('apart'),
    scorePrecision: unproved('f64'),
    rbpPersistence: unused(0.8),
  },
};

/** Settings that a case or a call states; null and undefined leave the preset's value. */
export type SettingOverrides = { readonly [Key in keyof MetricSettings]?: MetricSettings[Key] | null };

/** The settings of a preset with the stated ones on top. */
export function presetSettings(name: PresetName, overrides: SettingOverrides = {}): MetricSettings {
  const columns = Object.entries(presets[name]).map(([column, cell]) => [column, cell.value]);
  const stated = Object.entries(overrides).filter(([, value]) => value !== null && value !== undefined);
  return { ...defaultSettings, ...Object.fromEntries(columns), ...Object.fromEntries(stated) };
}

/** The preset of that name. Raises `usage` for an unknown one. */
export function parsePreset(name: string): PresetName {
  const known = presetNames.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new RankscopeError({
    code: 'usage',
    message: `The preset "${name}" is not known.`,
    hint: `Presets: ${presetNames.join(', ')}.`,
  });
}

function ours<Value>(value: Value): PresetCell<Value> {
  return { value, evidence: 'ours' };
}

function proved<Value>(value: Value, note: string): PresetCell<Value> {
  return { value, evidence: 'proved', note };
}

function unproved<Value>(value: Value, note?: string): PresetCell<Value> {
  return { value, evidence: 'unproved', note };
}

function unused<Value>(value: Value, note?: string): PresetCell<Value> {
  return { value, evidence: 'unused', note };
}
