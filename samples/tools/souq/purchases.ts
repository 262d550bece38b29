import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { utilityOf } from './behavior';
import type { RequestContext } from './requestContext';
import type { World } from './simulate';

/** One or two items of the whole catalog that the user buys later, drawn by utility: what retrieval should have found. */
export function drawPurchases(random: RandomSource, context: RequestContext, { catalog, people, itemDays }: World) {
  const eligible = catalog.items.filter(
    (item) => item.createdDay <= context.day && (context.merchant === null || item.merchant === context.merchant),
  );
  const weights = eligible.map((item) => Math.exp(3 * utilityOf(context, item, people, itemDays, 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bought = new Set<number>();
  const count = 1 + random.next(2);
  for (let each = 0; each < count; each++) {
    let rest = nextUnit(random) * total;
    const place = weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
    bought.add(eligible[Math.max(place, 0)]!.index);
  }
  return [...bought].sort((a, b) => a - b);
}
