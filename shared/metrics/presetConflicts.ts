import type { MetricSpec } from './metricSpec';
import { type PresetName, presets } from './presets';

const divisors: Readonly<Record<string, 'R' | 'min' | 'hits'>> = { map_R: 'R', map_min: 'min', map_hits: 'hits' };

/** Tools whose NDCG comes with the exponential gain, as theirs or beside another. */
const exponential: ReadonlySet<PresetName> = new Set(['default', 'ranx', 'lightgbm', 'xgboost']);

/**
 * Why a metric under a preset is no number of that tool, in a sentence; null where it may be one. The id says what is
 * computed, the preset everything that the id leaves open.
 */
export function presetConflict({ name }: MetricSpec, id: string, preset: PresetName): string | null {
  if (preset === 'default') return null;
  const divisor = divisors[name];
  const { map } = presets[preset];
  if (divisor !== undefined && map.evidence === 'unused') return `${preset} has no map: ${id} is not its number.`;
  if (divisor !== undefined && divisor !== map.value) {
    return `${id} is not what ${preset} computes: its map is map_${map.value}.`;
  }
  if (name === 'ndcg_exp2' && !exponential.has(preset)) {
    return `${id} is not what ${preset} computes: its gain is ${presets[preset].gain.value}.`;
  }
  return null;
}
