import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import type { OpenRequest } from './openRequest';

/** The places of a feature in a row, by its column or `column[element]`; one that the model does not take is refused. */
export function requireColumn({ scorer, model }: OpenRequest, column: string): number[] {
  const places = scorer.cells.flatMap((cell, at) => (cell.key === column ? [at] : []));
  if (places.length > 0) return places;
  const keys = scorer.cells.map(({ key }) => key);
  const near = nearestName(column, keys);
  throw new RankscopeError({
    code: 'not_found',
    message: `The model "${model}" takes no feature "${column}".`,
    hint: near ? `The nearest name is "${near}".` : `It takes ${[...new Set(keys)].join(', ')}.`,
  });
}
