import type { ResolvedCase } from '../../../../shared/case/resolvedCase';
import { typeClass } from '../../sql/ingest/cells';
import { distributionsAbove1, propensitySumsAbove1 } from '../../sql/ingest/propensitySums';
import type { BuildContext } from '../buildContext';
import type { ReadLog } from '../readLog';

/**
 * Probabilities of items that exclude each other sum to 1 at most: the rows of a request that share a position, and all
 * rows of a request where the policy chose one item (`kind: single`). `joint` and `conditional` ones do not add up.
 */
export async function checkPropensitySums(context: BuildContext, log: ReadLog): Promise<void> {
  const { propensity } = context.loaded.case;
  const columns = new Set(log.plan.impressions.map((each) => each.name));
  const place = placeOf(propensity?.kind ?? null, columns.has('position'));
  if (columns.has('propensity') && log.plan.hasRequest && place) {
    const what = place === 'request' ? 'request' : 'request and position';
    await addSums(context, propensitySumsAbove1(place), {
      id: 'propensity_sum',
      title: `Propensities of one ${what} that sum to more than 1`,
      detail: 'Only one of these items could be chosen; the column may hold another kind of probability.',
    });
  }
  const distribution = log.source.columns.find((each) => each.name === propensity?.distribution);
  if (!distribution || !holdsNumbers(distribution.type)) return;
  const cells = ['request', 'item'].map((role) => log.plan.impressions.find((each) => each.role === role));
  const found = distributionsAbove1({
    relation: log.source.relation,
    column: distribution.name,
    request: cells[0]?.expression ?? null,
    item: cells[1]!.expression,
  });
  await addSums(context, found, {
    id: 'distribution_sum',
    title: 'Distributions over actions that sum to more than 1',
    detail: `${distribution.name} holds the probability of every action; they exclude each other.`,
  });
}

// A list of numbers, or text that may hold one.
function holdsNumbers(type: string): boolean {
  return typeClass(type) === 'text' || /^(DOUBLE|FLOAT|DECIMAL\(.*\)|[A-Z]*INT|INTEGER)\[\d*\]$/.test(type);
}

type Kind = NonNullable<ResolvedCase['propensity']>['kind'];

function placeOf(kind: Kind, hasPosition: boolean): 'request' | 'position' | null {
  if (kind === 'single') return 'request';
  return (kind === 'marginal' || kind === null) && hasPosition ? 'position' : null;
}

async function addSums(
  { db, signal, checks }: BuildContext,
  sql: { text: string },
  about: { id: string; title: string; detail: string },
): Promise<void> {
  const found = await db.readRows(sql, { signal });
  if (found.length === 0) return;
  const rows = found.map(({ found: _, ...row }) => row);
  checks.push({ severity: 'warns', count: Number(found[0]!.found), rows, ...about });
}
