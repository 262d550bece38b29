import { nearestName } from '../case/nearestName';
import { RankscopeError } from '../wire/errors';
import type { MetricDefinition } from './metricDefinition';
import type { MetricSpec } from './metricSpec';
import { findMetric, metricDefinitions } from './registry';

/** Stands for `map_R` or `map_min`, as the preset says. */
export const mapAlias = 'map';

const largestCutoff = 2 ** 31 - 1;

/** What people write for our names. */
const synonyms: Readonly<Record<string, string>> = {
  ap: 'map_R',
  ap_R: 'map_R',
  ap_min: 'map_min',
  ap_hits: 'map_hits',
  precision: 'p',
  rr: 'mrr',
  recip_rank: 'mrr',
  success: 'hit',
  hr: 'hit',
  hit_rate: 'hit',
};

/**
 * Reads `name[@K][(params)][:label]`; cutoff and parameters may stand in either order. `formatMetricId` writes the one
 * canonical form. Anything else raises RankscopeError `input` that names the fault and the nearest known name.
 */
export function parseMetricId(text: string): MetricSpec {
  const name = /^[A-Za-z][A-Za-z0-9_]*/.exec(text)?.[0];
  if (name === undefined) throw fault(text, 'a metric id starts with a name, such as ndcg@10');
  const definition = definitionFor(name, text);
  let rest = text.slice(name.length);
  let cutoff: number | null = null;
  let parameters: Record<string, number> | null = null;
  while (rest.startsWith('@') || rest.startsWith('(')) {
    const part = /^@[^@(:]*|^\([^()]*\)/.exec(rest)?.[0];
    if (part === undefined) throw fault(text, 'a parenthesis is not closed');
    if (part.startsWith('@')) {
      if (cutoff !== null) throw fault(text, 'the cutoff stands twice');
      cutoff = parseCutoff(part.slice(1), definition, text);
    } else {
      if (parameters !== null) throw fault(text, 'the parameters stand twice');
      parameters = parseParameters(part.slice(1, -1), definition, text);
    }
    rest = rest.slice(part.length);
  }
  return { name, cutoff, parameters: parameters ?? {}, label: parseLabel(rest, text) };
}

/** The canonical id: name, cutoff, parameters sorted by name, label. */
export function formatMetricId(spec: MetricSpec): string {
  const names = Object.keys(spec.parameters).sort();
  const parameters = names.map((name) => `${name}=${spec.parameters[name]}`).join(',');
  const cutoff = spec.cutoff === null ? '' : `@${spec.cutoff}`;
  return `${spec.name}${cutoff}${names.length > 0 ? `(${parameters})` : ''}${spec.label === null ? '' : `:${spec.label}`}`;
}

function definitionFor(name: string, text: string): MetricDefinition {
  const definition = findMetric(name === mapAlias ? 'map_R' : name);
  if (definition !== undefined) return definition;
  const known = [mapAlias, ...metricDefinitions.map((metric) => metric.name)];
  const near = Object.hasOwn(synonyms, name) ? synonyms[name] : nearestName(name.slice(0, 64), known);
  throw new RankscopeError({
    code: 'input',
    message: `The metric "${name}" in "${text}" is not known.`,
    hint: near == null ? `Known metrics: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  });
}

function parseCutoff(digits: string, definition: MetricDefinition, text: string): number {
  if (definition.cutoff === 'none') throw fault(text, `${definition.name} takes no cutoff`);
  const cutoff = /^[0-9]+$/.test(digits) ? Number(digits) : 0;
  if (cutoff < 1 || cutoff > largestCutoff) {
    throw fault(text, `the cutoff after @ is a whole number from 1 to ${largestCutoff}`);
  }
  return cutoff;
}

function parseParameters(list: string, definition: MetricDefinition, text: string): Record<string, number> {
  const parameters: Record<string, number> = {};
  for (const entry of list.split(',')) {
    const match = /^\s*([A-Za-z_]+)\s*=\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/.exec(entry);
    if (match === null) throw fault(text, 'parameters are written as (name=number,name=number)');
    const name = match[1]!;
    if (Object.hasOwn(parameters, name)) throw fault(text, `the parameter ${name} stands twice`);
    parameters[name] = checkedValue(name, Number(match[2]), definition, text);
  }
  return parameters;
}

function checkedValue(name: string, value: number, definition: MetricDefinition, text: string): number {
  const parameter = definition.parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) {
    const known = definition.parameters.map((candidate) => candidate.name);
    throw fault(
      text,
      known.length === 0
        ? `${definition.name} takes no parameters`
        : `${definition.name} has no parameter ${name}, only ${known.join(', ')}`,
    );
  }
  const { min, max, integer } = parameter;
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
    throw fault(text, `${name} is ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`);
  }
  return value === 0 ? 0 : value;
}

function parseLabel(rest: string, text: string): string | null {
  if (rest === '') return null;
  if (!/^:[^\s:@(),]+$/.test(rest)) throw fault(text, `"${rest}" is not a label; write :label at the end`);
  return rest.slice(1);
}

function fault(text: string, reason: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The metric id "${text}" is not valid: ${reason}.`,
    hint: 'Write name, then @K, then (parameter=number), then :label; for example ndcg@10:order or rbp(p=0.8).',
  });
}
