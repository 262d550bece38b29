import type { ParetoPointRow } from './paretoSchemas';

type Weighting = Pick<ParetoPointRow, 'form' | 'weights' | 'floor'>;

/** A weighting in words: `click 1, order 3`; of a product `click^1 × order^0.5`. */
export function pointText({ form, weights, floor }: Weighting): string {
  if (floor) return `${floor.by} alone, ${floor.above} above its lowest ${Math.round(100 * floor.lowest)}%`;
  const parts = Object.entries(weights ?? {}).filter(([, weight]) => weight !== 0);
  if (parts.length === 0) return 'all weights 0';
  if (form === 'product') return parts.map(([name, weight]) => `${name}^${weight}`).join(' × ');
  return parts.map(([name, weight]) => `${name} ${weight}`).join(', ');
}

/** The lines to put into case.yaml under the model. Names that YAML would read as something else are quoted. */
export function blendYaml(weights: Readonly<Record<string, number>>): string {
  const lines = Object.entries(weights).map(([name, weight]) => `  ${keyOf(name)}: ${weight}`);
  return ['blend:', ...lines, ''].join('\n');
}

function keyOf(name: string): string {
  const isPlain = /^[A-Za-z_][\w-]*( [\w-]+)*$/.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}
