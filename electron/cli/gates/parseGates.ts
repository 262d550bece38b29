import { RankscopeError } from '../../../shared/wire/errors';

export const pairFields = ['delta', 'lo', 'hi', 'p', 'pHolm', 'q', 'mde'] as const;
export const meanFields = ['mean', 'judged'] as const;
export type GateField = (typeof pairFields)[number] | (typeof meanFields)[number];
export type GateOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** One condition of `--fail-if`, names not yet looked up. */
export type Gate =
  | { kind: 'number'; text: string; name: string; field: GateField; operator: GateOperator; value: number }
  | { kind: 'parity'; text: string; model: string; operator: GateOperator; value: number }
  | { kind: 'checks'; text: string; operator: GateOperator; value: number }
  | { kind: 'verdict'; text: string; name: string | null; equal: boolean; verdict: string };

const verdicts = ['better', 'worse', 'equivalent', 'noninferior', 'inconclusive', 'withheld'];

/** Reads `condition or condition ...` (case-format.md). Raises `usage` with the condition that cannot be read. */
export function parseGates(text: string): Gate[] {
  return text.split(/\s+or\s+/i).map((part) => parseGate(part.trim()));
}

function parseGate(text: string): Gate {
  const match = /^(.+?)\s*(<=|>=|!=|==|=|<|>)\s*(\S+)$/.exec(text);
  if (!match) throw fault(text, 'it is not `name.field operator number`');
  const [, left, symbol, right] = match as unknown as [string, string, string, string];
  const operator = (symbol === '==' ? '=' : symbol) as GateOperator;
  const asVerdict = /^(?:(.+)\.)?verdict$/.exec(left);
  if (asVerdict) return verdictGate(text, asVerdict[1] ?? null, operator, right);
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(right.replace('−', '-'))
    ? Number(right.replace('−', '-'))
    : Number.NaN;
  if (Number.isNaN(value)) throw fault(text, `"${right}" is not a number`);
  if (left === 'checks.errors') return { kind: 'checks', text, operator, value };
  const parity = /^fidelity\.(.+)\.parity$/.exec(left);
  if (parity) return { kind: 'parity', text, model: parity[1]!, operator, value };
  return numberGate(text, left, operator, value);
}

function numberGate(text: string, left: string, operator: GateOperator, value: number): Gate {
  const dot = left.lastIndexOf('.');
  const field = left.slice(dot + 1);
  const known: readonly string[] = [...pairFields, ...meanFields];
  if (dot < 1 || !known.includes(field)) {
    throw fault(text, `"${left}" does not end in one of ${known.map((name) => `.${name}`).join(' ')}`);
  }
  return { kind: 'number', text, name: left.slice(0, dot), field: field as GateField, operator, value };
}

function verdictGate(text: string, name: string | null, operator: GateOperator, verdict: string): Gate {
  if (operator !== '=' && operator !== '!=') throw fault(text, 'a verdict is compared with = or !=');
  if (!verdicts.includes(verdict)) throw fault(text, `a verdict is one of ${verdicts.join(', ')}`);
  return { kind: 'verdict', text, name, equal: operator === '=', verdict };
}

function fault(text: string, reason: string): RankscopeError {
  return new RankscopeError({
    code: 'usage',
    message: `The gate "${text}" cannot be read: ${reason}.`,
    hint: 'Write [model.]metric.field operator number, such as "ndcg@10.lo < -0.002", or "verdict = worse".',
  });
}
