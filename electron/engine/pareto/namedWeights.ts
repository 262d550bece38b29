import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import type { WeightedModel } from './weightedModel';

/**
 * Weights by name in the order of the model's objectives; one that is left out weighs 0. Unknown names, numbers that are
 * not finite and weights that are all 0 are errors; a product takes none below 0.
 */
export function namedWeights({ name, objectives, blending }: WeightedModel, given: Readonly<Record<string, number>>) {
  const unknown = Object.keys(given).find((each) => !objectives.includes(each));
  if (unknown !== undefined) {
    const near = nearestName(unknown, objectives);
    throw fault(
      `"${name}" has no objective "${unknown}".`,
      near ? `Did you mean "${near}"? It has ${objectives.join(', ')}.` : `It has ${objectives.join(', ')}.`,
    );
  }
  const weights = objectives.map((each) => given[each] ?? 0);
  if (!weights.every(Number.isFinite)) throw fault('A weight is not a finite number.', 'Give a number such as 0.5.');
  if (weights.every((weight) => weight === 0)) throw fault('All weights are 0.', 'Give one of them another number.');
  if (blending.value === 'product' && weights.some((weight) => weight < 0)) {
    throw fault(`"${name}" is a product, which takes no weight below 0.`, 'Give weights of 0 or more.');
  }
  return weights;
}

function fault(message: string, hint: string): RankscopeError {
  return new RankscopeError({ code: 'input', message, hint });
}
