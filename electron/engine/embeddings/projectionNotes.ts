import { enoughRecall } from './approximateNeighbors';
import type { Projection } from './projectEmbedding';

const count = (value: number) => value.toLocaleString('en-US');
const vectors = (value: number) => (value === 1 ? '1 vector' : `${count(value)} vectors`);
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** What must be said of a map beside its numbers. */
export function projectionNotes(projection: Omit<Projection, 'notes'>): string[] {
  const { rows, dimensions, sampledOf, leftOut, neighborSearch, quality, settings } = projection;
  const notes: string[] = [];
  if (sampledOf !== null) {
    notes.push(`${count(rows)} of ${vectors(sampledOf)}, drawn by seed ${settings.seed}; every number is of these.`);
  }
  if (leftOut.zero > 0)
    notes.push(`${vectors(leftOut.zero)} of length 0 left out: under cosine they have no direction.`);
  if (leftOut.notFinite > 0) notes.push(`${vectors(leftOut.notFinite)} left out: their numbers are not finite.`);
  if (neighborSearch.recall < enoughRecall) {
    notes.push(
      `Only about ${percent(neighborSearch.recall)} of the nearest neighbors were found, so the map is coarser than it looks.`,
    );
  }
  if (quality === null) {
    const needed = 2 * settings.qualityNeighbors + 1;
    notes.push(`Its quality is not told: ${settings.qualityNeighbors} neighbors need ${needed} points or more.`);
  } else if (quality.points < rows) {
    notes.push(`Its quality is estimated from the neighborhoods of ${count(quality.points)} points drawn by the seed.`);
  }
  if (dimensions === 1) notes.push('Vectors of one number have no second direction: up and down mean nothing.');
  return notes;
}
