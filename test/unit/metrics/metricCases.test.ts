import { describe, expect, it } from 'vitest';
import { caseSettings, caseValue, metricCases } from './metricCases';

/** Measures of the case file that Rankscope does not have, with their number of cases. This list may shrink, not grow. */
const notOurs: Readonly<Record<string, number>> = {
  BPM: 6,
  INSQ: 6,
  NERR8: 3,
  NERR9: 3,
  NERR11: 3,
  IPrec: 21,
  NumQ: 3,
  NumRel: 3,
  NumRet: 13,
  SetAP: 9,
  SetF: 16,
  SetRelP: 6,
  infAP: 6,
  Rprec: 3,
  Bpref: 4,
};

const cases = metricCases();

describe.skipIf(cases === null)('cases of other suites', () => {
  const ours = (cases ?? []).flatMap(({ ours: one }) => (one === null ? [] : [one]));

  it.each(ours)('data: $preset gives $id of $from.suite $from.query', (one) => {
    const value = caseValue(one, caseSettings(one));
    expect(value).not.toBeNull();
    expect(Math.abs(value! - one.from.expected)).toBeLessThanOrEqual(one.from.tolerance);
  });

  it('data: leaves only known measures out', () => {
    const counts: Record<string, number> = {};
    for (const { from, ours: one } of cases ?? [])
      if (one === null) counts[from.measure] = (counts[from.measure] ?? 0) + 1;
    console.info(`compared ${ours.length} cases; not ours: ${JSON.stringify(counts)}`);
    for (const [measure, count] of Object.entries(counts)) {
      expect(count, measure).toBeLessThanOrEqual(notOurs[measure] ?? 0);
    }
  });
});
