import { describe, expect, it } from 'vitest';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { metricSpec } from '../../../shared/metrics/metricSpec';
import {
  type PresetColumn,
  type PresetName,
  presetNames,
  presetSettings,
  presets,
} from '../../../shared/metrics/presets';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { listOf } from './listOf';
import { caseValue, metricCases } from './metricCases';
import { commandOverrides, isNoOracle, trecCommands, trecMeasure, trecValue } from './trecCases';

/**
 * What a tool may do. `apart` and `skip` both leave a request out, so neither disproves the other; no tool evaluates the
 * best or worst order of ties.
 */
const values: { [Column in PresetColumn]: readonly MetricSettings[Column][] } = {
  gain: ['linear', 'exp2', 'binary'],
  ideal: ['judged', 'list'],
  noPositive: ['skip', 'zero', 'one'],
  ties: ['id', 'input', 'expected'],
  pDivisor: ['K', 'list'],
  map: ['R', 'min'],
  missingRequest: ['skip', 'zero', 'error'],
  scorePrecision: ['f64', 'f32'],
  rbpPersistence: [0.8, 0.9],
};

/** A reference value: whether it comes out under settings that change only `column`. Null: the case sets it itself. */
type Check = (column: PresetColumn, settings: MetricSettings) => boolean | null;

const ownCases = metricCases();
const trec = trecCommands();

function checksOf(preset: PresetName): Check[] {
  const cases = (ownCases ?? []).flatMap(({ ours }) => (ours?.preset === preset ? [ours] : []));
  const checks = cases.map(
    (one): Check =>
      (column, settings) => {
        if (Object.hasOwn(one.overrides, column)) return null;
        return near(
          () => caseValue(one, { ...settings, ...one.overrides } as MetricSettings),
          one.from.expected,
          one.from.tolerance,
        );
      },
  );
  if (preset === 'trec_eval') checks.push(...trecChecks());
  if (preset === 'sklearn') checks.push(sklearnTies);
  return checks;
}

/** scikit-learn's test of averaged ties, as definitions A9 quotes it. */
function sklearnTies(_: PresetColumn, settings: MetricSettings): boolean {
  const judgments = new Map([10, 0, 0, 1, 5].map((grade, i) => [`d${i}`, grade]));
  const items = [1, 0, 0, 0, 1].map((score, i) => ({ id: `d${i}`, score }));
  const spec = metricSpec('ndcg', 1);
  return near(() => evaluateRequest(spec, listOf(items, judgments, settings), settings), 0.75, 1e-9);
}

function trecChecks(): Check[] {
  return (trec ?? []).flatMap((command) => {
    const overrides = commandOverrides(command);
    return command.rows.flatMap(({ name, query, expected }): Check[] => {
      const measure = trecMeasure(name);
      if (measure === undefined || isNoOracle(command, name)) return [];
      const id = measure.id.replace('map_R', 'map');
      const value = (settings: MetricSettings) => {
        const raw = trecValue(command, id, query, { ...settings, ...overrides } as MetricSettings);
        return raw === null ? null : measure.of(raw);
      };
      return [
        (column, settings) =>
          Object.hasOwn(overrides, column) ? null : near(() => value(settings), expected, 5.0001e-5),
      ];
    });
  });
}

function near(compute: () => number | null, expected: number, tolerance: number): boolean {
  try {
    const value = compute();
    return value !== null && Math.abs(value - expected) <= tolerance;
  } catch {
    // A refusal is one way of not giving the expected value.
    return false;
  }
}

/** A cell is proved when every other value breaks at least one reference value that holds with this one. */
function isProved(preset: PresetName, column: PresetColumn, checks: readonly Check[]): boolean {
  const settings = presetSettings(preset);
  const others = values[column].filter((other) => other !== presets[preset][column].value);
  return others.every((other) => checks.some((check) => check(column, { ...settings, [column]: other }) === false));
}

describe.skipIf(ownCases === null || trec === null)('evidence for presets', () => {
  it.each(presetNames.filter((name) => name !== 'default'))('data: %s claims just what cases prove', (preset) => {
    const checks = checksOf(preset);
    const wrong = (Object.keys(values) as PresetColumn[]).flatMap((column) => {
      const cell = presets[preset][column];
      if (cell.evidence === 'unused') return [];
      const proved = isProved(preset, column, checks);
      return proved === (cell.evidence === 'proved') ? [] : [`${column}: ${proved ? 'proved' : 'not proved'}`];
    });
    console.info(`${preset}: ${checks.length} reference values`);
    expect(wrong).toEqual([]);
  });
});
