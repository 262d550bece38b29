import type { CompareResult, MetricRow, PairRow } from '../../../shared/schemas/compare';
import type { Check } from '../../../shared/schemas/session';
import { RankscopeError } from '../../../shared/wire/errors';
import { type Gate, type GateField, type GateOperator, meanFields } from './parseGates';

/** A gate that was hit, in words. */
export interface GateHit {
  gate: string;
  sentence: string;
}

interface Measured {
  name: string;
  value: number | null;
  reason: string | undefined;
}

/**
 * The gates that the result hits. A name that the result does not have and a value that is null raise `usage`: a gate
 * that cannot be decided must not pass.
 */
export function checkGates(gates: readonly Gate[], result: CompareResult, checks: readonly Check[]): GateHit[] {
  return gates.flatMap((gate) => {
    if (gate.kind === 'verdict') return verdictHits(gate, result);
    return measured(gate, result, checks).flatMap(({ name, value, reason }) => {
      if (value === null) throw undecided(gate.text, `${name} has no value: ${reason ?? 'it is undefined'}`);
      return holds(value, gate.operator, gate.value) ? [{ gate: gate.text, sentence: `${name} is ${value}` }] : [];
    });
  });
}

/** What to know about the gates themselves. */
export function gateWarnings(gates: readonly Gate[]): string[] {
  return gates.flatMap((gate) =>
    gate.kind === 'number' && gate.field === 'delta'
      ? [`The gate "${gate.text}" looks at the difference alone and fires on noise: use .lo or .hi.`]
      : [],
  );
}

function measured(
  gate: Exclude<Gate, { kind: 'verdict' }>,
  result: CompareResult,
  checks: readonly Check[],
): Measured[] {
  if (gate.kind === 'checks') {
    const blocking = checks.filter(({ severity, count }) => severity === 'blocks' && count > 0).length;
    return [{ name: 'checks.errors', value: blocking, reason: undefined }];
  }
  if (gate.kind === 'parity') return [parityOf(gate, result)];
  const isMean = (meanFields as readonly string[]).includes(gate.field);
  const rows = isMean ? result.metrics : result.pairs;
  const { model, metric } = lookUp(gate, gate.name, result);
  const own = rows.filter((row) => row.metric === metric && (model === null || row.model === model));
  if (own.length === 0) {
    throw undecided(gate.text, isMean ? `there is no ${gate.name}` : `${gate.name} has nothing to be compared with`);
  }
  return own.map((row) => ({ name: `${row.model}.${row.metric}.${gate.field}`, ...fieldOf(row, gate.field) }));
}

function parityOf(gate: { text: string; model: string }, result: CompareResult): Measured {
  const model = result.models.find(({ name }) => name === gate.model);
  if (!model) throw unknownModel(gate.text, gate.model, result);
  const reason = model.fidelity.cause ?? 'its fidelity was not measured';
  return { name: `fidelity.${model.name}.parity`, value: model.fidelity.parity, reason };
}

function verdictHits(gate: Gate & { kind: 'verdict' }, result: CompareResult): GateHit[] {
  const wanted = gate.name === null ? null : lookUp(gate, gate.name, result);
  const own = result.pairs.filter(
    (pair) =>
      (wanted === null ? pair.role === 'primary' : pair.metric === wanted.metric) &&
      (wanted === null || wanted.model === null || pair.model === wanted.model),
  );
  if (own.length === 0) throw undecided(gate.text, 'no pair of a declared primary metric was compared');
  return own
    .filter((pair) => (pair.verdict === gate.verdict) === gate.equal)
    .map((pair) => ({
      gate: gate.text,
      sentence: `the verdict on ${pair.model} by ${pair.metric} is ${pair.verdict}`,
    }));
}

/** `[model.]metric`; both may contain dots, so every cut is tried. */
function lookUp(gate: Gate, name: string, result: CompareResult): { model: string | null; metric: string } {
  const whole = metricNamed(name, result);
  if (whole !== null) return { model: null, metric: whole };
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const metric = metricNamed(name.slice(dot + 1), result);
    if (metric === null) continue;
    const model = name.slice(0, dot);
    if (!result.models.some((each) => each.name === model)) throw unknownModel(gate.text, model, result);
    return { model, metric };
  }
  const known = [...new Set(result.metrics.map((row) => row.metric))].join(', ');
  throw undecided(gate.text, `"${name}" is no metric of this comparison, which has ${known}`);
}

/** The result's id for a name as people write it: `map@10` for `map_min@10`, `err@10` for `err@10(max=4)`. */
function metricNamed(name: string, result: CompareResult): string | null {
  const ids = [...new Set(result.metrics.map((row) => row.metric))];
  if (ids.includes(name)) return name;
  const plain = (id: string) => id.replace(/\([^)]*\)/, '');
  const alias = /^map(?=[@(:]|$)/;
  const same = ids.filter(
    (id) => plain(id) === name || (alias.test(name) && plain(id).replace(/^map_(R|min)/, 'map') === name),
  );
  return same.length === 1 ? same[0]! : null;
}

function fieldOf(row: MetricRow | PairRow, field: GateField): { value: number | null; reason: string | undefined } {
  if (!('delta' in row)) {
    return field === 'mean'
      ? { value: row.mean, reason: row.meanReason }
      : { value: row.judged, reason: row.judgedReason };
  }
  switch (field) {
    case 'lo':
      return { value: row.ci?.[0] ?? null, reason: row.ciReason };
    case 'hi':
      return { value: row.ci?.[1] ?? null, reason: row.ciReason };
    case 'p':
      return { value: row.p.randomization, reason: row.p.randomizationReason };
    case 'pHolm':
      return { value: row.pHolm, reason: row.pHolmReason };
    case 'q':
      return { value: row.q, reason: row.qReason };
    case 'mde':
      return { value: row.mde80, reason: row.mde80Reason };
    default:
      return { value: row.delta, reason: row.deltaReason };
  }
}

function holds(value: number, operator: GateOperator, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '=':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}

function unknownModel(gate: string, model: string, { models }: CompareResult): RankscopeError {
  return undecided(
    gate,
    `"${model}" is no contestant of this comparison, which has ${models.map(({ name }) => name).join(', ')}`,
  );
}

function undecided(gate: string, reason: string): RankscopeError {
  return new RankscopeError({ code: 'usage', message: `The gate "${gate}" cannot be decided: ${reason}.` });
}
