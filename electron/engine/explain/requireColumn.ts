import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import type { OpenRequest } from './openRequest';

/** The places of a log column in a row; a column that the model does not take is refused. */
export function requireColumn({ scorer, model }: OpenRequest, column: string): number[] {
  const places = scorer.fields.flatMap((field, at) => (field === column ? [at] : []));
  if (places.length > 0) return places;
  const near = nearestName(column, scorer.fields);
  throw new RankscopeError({
    code: 'not_found',
    message: `The model "${model}" takes no feature "${column}".`,
    hint: near ? `The nearest name is "${near}".` : `It takes ${[...new Set(scorer.fields)].join(', ')}.`,
  });
}
