import type { ServedTest } from './explainPair';
import type { ListedItem, OpenRequest } from './openRequest';
import { explainable } from './openScorer';

/** Scores that differ by less are a tie, whose order no rule needs to explain. */
const tolerance = 1e-6;

export interface Ruled {
  ruled: string | null;
  warnings: string[];
}

/**
 * In a sentence, which rule put two items in another order than the scores of the model that served them (definitions
 * E3); null where the served order agrees with the scores, or where this model did not serve the request.
 */
export async function postRankingRule(open: OpenRequest, a: number, b: number, served: ServedTest): Promise<Ruled> {
  const { model } = explainable(open.session, open.model);
  const [one, other] = [open.items[a]!, open.items[b]!];
  const nothing = { ruled: null, warnings: [] };
  if (!model.served || one.position === null || other.position === null) return nothing;
  const gap = open.scores[a]! - open.scores[b]!;
  if (Math.abs(gap) <= tolerance * (1 + Math.abs(open.scores[a]!))) return nothing;
  const [upper, lower] = one.position < other.position ? [one, other] : [other, one];
  const higher = gap > 0 ? one : other;
  if (higher === upper) return nothing;
  const answer = await served(model.served.where, open.index);
  if (typeof answer === 'string') {
    return { ruled: null, warnings: [`It is not known whether the model served this request: ${answer}`] };
  }
  const ruled =
    `The model scores ${lower.item} higher, but ${upper.item} was served above it (positions ${upper.position} and ` +
    `${lower.position}): what came after the model decided. ${ruleSentence(upper, lower, open)}`;
  return { ruled: answer ? ruled : null, warnings: [] };
}

function ruleSentence(upper: ListedItem, lower: ListedItem, { session }: OpenRequest): string {
  const told = [upper, lower].flatMap((item) => [
    ...(item.rule === null ? [] : [`the rule of ${item.item} is "${item.rule}"`]),
    ...(item.slot === null || item.slot === 'organic' ? [] : [`the slot of ${item.item} is ${item.slot}`]),
  ]);
  if (told.length > 0) return `In the log, ${told.join(', ')}.`;
  if (session.meta.columns.includes('rule')) return 'The log names no rule for either of them.';
  return 'The log does not name the rule: give its column under log.columns.rule.';
}
