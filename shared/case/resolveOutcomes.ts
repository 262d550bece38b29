import type { CaseFile } from './caseSchema';
import { durationMs } from './durations';
import type { ResolvedOutcome } from './resolvedCase';

/** The `outcomes` block, and the roles click, conversion and revenue as outcomes without a window. Funnel order. */
export function resolveOutcomes(written: CaseFile): ResolvedOutcome[] {
  const block = written.outcomes ?? {};
  const used = new Set(Object.values(block).map((each) => each.column));
  const columns = written.log.columns ?? {};
  const outcomes: ResolvedOutcome[] = [];
  for (const role of ['click', 'conversion', 'revenue'] as const) {
    const column = columns[role];
    if (column !== undefined && !used.has(column) && !(role in block)) outcomes.push(shorthand(role, column, columns));
  }
  for (const [name, each] of Object.entries(block)) {
    const { column, time, window, after, of, unit, refunds } = each;
    outcomes.push({
      ...blank(name, column),
      time: time ?? null,
      windowMs: window === undefined ? null : durationMs(window),
      after: after ?? null,
      of: of ?? null,
      unit: unit ?? null,
      refunds: refunds ?? 'gross',
      value: of !== undefined || unit !== undefined,
    });
  }
  return byFunnel(outcomes);
}

function blank(name: string, column: string): ResolvedOutcome {
  return {
    name,
    column,
    time: null,
    windowMs: null,
    after: null,
    of: null,
    unit: null,
    refunds: 'gross',
    value: false,
  };
}

function shorthand(
  role: 'click' | 'conversion' | 'revenue',
  column: string,
  columns: Record<string, string | undefined>,
) {
  const outcome = blank(role, column);
  if (role === 'conversion' && columns.click) return { ...outcome, after: 'click' };
  if (role === 'revenue') return { ...outcome, of: columns.conversion ? 'conversion' : null, value: true };
  return outcome;
}

// Depth in the chain of `after`; a cycle stops at the number of outcomes.
function byFunnel(outcomes: ResolvedOutcome[]): ResolvedOutcome[] {
  const byName = new Map(outcomes.map((each) => [each.name, each]));
  const depth = (outcome: ResolvedOutcome, left = outcomes.length): number => {
    const before = outcome.after ? byName.get(outcome.after) : undefined;
    return before && left > 0 ? 1 + depth(before, left - 1) : 0;
  };
  const keyed = outcomes.map((each, index) => ({ each, index, depth: depth(each) }));
  return keyed.sort((a, b) => a.depth - b.depth || a.index - b.index).map(({ each }) => each);
}
