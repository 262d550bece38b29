import type { VectorMetric } from '../../../shared/embeddings/vectorSpace';
import { RankscopeError } from '../../../shared/wire/errors';

/** How a map is made (definitions.md F1). */
export interface ProjectionSettings {
  metric: VectorMetric;
  /** Neighbors that shape a point's surroundings, the point itself among them: few for detail, many for the whole. */
  neighbors: number;
  /** How close points may lie on the map; no distance of the data. */
  minDist: number;
  /** Scale of the map; minDist is at most this. */
  spread: number;
  /** Rounds of the layout; null: 500 up to 10,000 points, else 200. */
  epochs: number | null;
  seed: number;
  /** Neighbors that the quality of the map is told from. */
  qualityNeighbors: number;
}

export const projectionDefaults: Omit<ProjectionSettings, 'metric'> = {
  neighbors: 15,
  minDist: 0.1,
  spread: 1,
  epochs: null,
  seed: 0,
  qualityNeighbors: 15,
};

const smallRows = 10_000;
const [epochsOfSmall, epochsOfLarge] = [500, 200];

/** As umap-learn: 500 up to 10,000 points, else 200, unless the settings say. */
export function epochsFor(rows: number, { epochs }: ProjectionSettings): number {
  return epochs ?? (rows <= smallRows ? epochsOfSmall : epochsOfLarge);
}

/** Refuses settings that make no map of that many points, in words. */
export function checkProjection(rows: number, settings: ProjectionSettings): void {
  const { neighbors, minDist, spread, epochs, qualityNeighbors } = settings;
  if (!(Number.isInteger(neighbors) && neighbors >= 2)) {
    refuse(`neighbors is ${neighbors}, but it is a whole number from 2 on.`);
  }
  if (!(spread > 0 && minDist >= 0 && minDist <= spread)) {
    refuse(`minDist is ${minDist} and spread ${spread}, but 0 <= minDist <= spread and spread is above 0.`);
  }
  if (epochs !== null && !(Number.isInteger(epochs) && epochs >= 1)) {
    refuse(`epochs is ${epochs}, but it is a whole number from 1 on.`);
  }
  if (!(Number.isInteger(qualityNeighbors) && qualityNeighbors >= 1)) {
    refuse(`qualityNeighbors is ${qualityNeighbors}, but it is a whole number from 1 on.`);
  }
  if (rows > neighbors) return;
  throw new RankscopeError({
    code: 'input',
    message: `${rows} vectors are too few for a map by ${neighbors} neighbors.`,
    hint: rows > 2 ? `Set neighbors to at most ${rows - 1}.` : 'A map needs three vectors or more.',
  });
}

function refuse(message: string): never {
  throw new RankscopeError({ code: 'usage', message });
}
