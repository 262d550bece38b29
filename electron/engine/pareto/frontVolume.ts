import { hypervolume } from '../../../shared/pareto/hypervolume';
import type { ParetoPointRow, ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { contestVectors } from '../compare/contest';
import { contestantsOf } from '../compare/contestants';
import type { EvaluateOptions } from '../compare/contestData';
import { weightsOf } from '../compare/contestUnits';
import { sampledMean } from '../compare/otherMetrics';
import type { Study } from './study';

type Volume = Pick<ParetoResult, 'hypervolume' | 'hypervolumeReason' | 'reference'>;

/** Area of the reported front above the lists in random order, which depends on the log alone. */
export async function frontVolume(
  { contest, axes }: Study,
  points: readonly ParetoPointRow[],
  options: EvaluateOptions,
): Promise<Volume> {
  const none = (hypervolumeReason: string): Volume => ({ hypervolume: null, hypervolumeReason, reference: null });
  if (axes.length !== 2) return none('it is an area: defined here for two axes');
  if (axes.some(({ direction }) => direction < 0)) return none('less is better on one of the axes');
  const { source, set } = contest;
  const random = { ...contest, contestants: contestantsOf(['@random'], source.models, source) };
  const sampling = await weightsOf(source, set);
  const reference = (await contestVectors(random, options)).map(({ values }) => sampledMean(values[0]!, sampling) ?? 0);
  const front = points
    .filter((point) => point.front)
    .map(({ values }) => values.map(({ value }) => value ?? Number.NaN));
  return { hypervolume: hypervolume(front, reference), reference };
}
