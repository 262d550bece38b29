import type { Contest } from './contest';

const notEligible = 'the log does not hold every candidate, so the eligible catalog is not known';

/**
 * Why a metric of items has no value here, or null. Coverage says what lists could have held, so it needs every
 * candidate (definitions.md A12); exposure of a re-rank of shown items has a meaning once the catalog is known.
 */
export function itemRefusal({ source }: Contest, name: string): string | null {
  const { embedding, noEmbedding, events, noEvents, catalog } = source.items.facts;
  if (name === 'ild') return embedding === null ? noEmbedding : tooLarge(embedding);
  if (name === 'novelty') return events === null ? noEvents : null;
  if (catalog.from === 'unread') return 'the catalog of the case could not be read: see the check catalog_unread';
  if (source.candidates === 'all' || source.union) return null;
  if (name === 'coverage') return notEligible;
  return source.candidates === 'shown' && catalog.from !== 'log' ? null : notEligible;
}

/** Vectors are held in memory; more numbers than these take over 1 GiB. */
const maxNumbers = 2 ** 28;

function tooLarge({ name, rows, dimension }: { name: string; rows: number; dimension: number }): string | null {
  if (rows * dimension <= maxNumbers) return null;
  return `the ${rows.toLocaleString('en-US')} vectors of "${name}" with ${dimension} numbers each need more than 1 GiB`;
}
