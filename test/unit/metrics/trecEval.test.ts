import { describe, expect, it } from 'vitest';
import { presetSettings } from '../../../shared/metrics/presets';
import { commandOverrides, isNoOracle, trecCommands, trecMeasure, trecValue } from './trecCases';

/** Measures of trec_eval that Rankscope does not have. This list may shrink, not grow. */
const notOurs =
  '11pt_avg G Rndcg Rprec Rprec_mult_* binG bpref gm_bpref gm_map infAP iprec_at_recall_* ndcg_rel num_nonrel_judged_ret num_q num_rel num_rel_ret num_ret relative_P_* set_F set_map set_relative_P utility'.split(
    ' ',
  );

const commands = trecCommands();

describe.skipIf(commands === null)('trec_eval preset', () => {
  it.each(commands ?? [])('data: reproduces $command', (command) => {
    const settings = presetSettings('trec_eval', commandOverrides(command));
    const failures: string[] = [];
    let compared = 0;
    for (const { name, query, expected } of command.rows) {
      const measure = trecMeasure(name);
      if (measure === undefined || isNoOracle(command, name)) continue;
      const value = trecValue(command, measure.id, query, settings);
      compared++;
      // trec_eval prints four decimals.
      if (value === null || Math.abs(measure.of(value) - expected) > 5.0001e-5) {
        failures.push(`${name} ${query}: ${value === null ? null : measure.of(value)}, expected ${expected}`);
      }
    }
    console.info(`${command.command}: ${compared} of ${command.rows.length} values compared`);
    expect(failures).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  it('data: leaves only known measures out', () => {
    const missing = new Set<string>();
    for (const command of commands ?? []) {
      for (const { name } of command.rows) {
        if (trecMeasure(name) === undefined) missing.add(name.replace(/_[0-9.]+$/, '_*'));
      }
    }
    console.info(`measures of trec_eval that are not ours: ${[...missing].sort().join(' ')}`);
    expect([...missing].filter((name) => !notOurs.includes(name))).toEqual([]);
  });
});
