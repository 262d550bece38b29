import { RankscopeError } from '../../../shared/wire/errors';
import type { BuiltEmbedding } from '../ingest/embeddings';
import type { Session } from '../session/session';
import type { FoundNeighbors } from './findNeighbors';
import { projectInWorker } from './layoutWorker';
import type { MeasuredQuality } from './measureQuality';
import { projectionNotes } from './projectionNotes';
import { type ProjectionSettings, projectionDefaults } from './projectionSettings';
import { readEmbedding } from './readEmbedding';
import type { WorkControl } from './turns';

/** A map of an embedding with what must stand beside it. */
export interface Projection {
  embedding: string;
  version: string | null;
  /** Points of the map. */
  rows: number;
  /** Numbers in a vector. */
  dimensions: number;
  /** By point, ascending. */
  ids: string[];
  x: Float32Array;
  y: Float32Array;
  /** As used: `epochs` and `metric` are never left open. */
  settings: ProjectionSettings & { epochs: number };
  engine: 'fast';
  seed: number;
  neighborSearch: Pick<FoundNeighbors, 'method' | 'recall'>;
  /** Of the points of the map (definitions.md F2); null where there are too few, see `notes`. */
  quality: MeasuredQuality | null;
  /** Vectors that it is a sample of; null when it is all of them. */
  sampledOf: number | null;
  leftOut: { notFinite: number; zero: number };
  /** Sentences for the person who reads the map. */
  notes: string[];
}

/** The most points of a map, and the most numbers in its vectors (half a gigabyte). */
const [mostRows, mostNumbers] = [100_000, 2 ** 27];

export interface ProjectionRequest extends Partial<ProjectionSettings> {
  /** As in case.yaml. */
  embedding: string;
  /** The most points; of more vectors a seeded sample is taken. At most 100,000, or 2^27 numbers in all. */
  limit?: number;
}

/** Projects an embedding of a session by its own metric, unless the request names another. */
export async function projectEmbedding(
  { db, meta }: Pick<Session, 'db' | 'meta'>,
  { embedding: name, limit = mostRows, ...given }: ProjectionRequest,
  control: WorkControl = {},
): Promise<Projection> {
  const embedding = findEmbedding(meta.itemSources.embeddings, name);
  const metric = embedding.metric as ProjectionSettings['metric'];
  const settings = { ...projectionDefaults, metric, ...given };
  const most = Math.min(limit, mostRows, Math.floor(mostNumbers / embedding.dimension));
  const { ids, sampled, ...vectors } = await readEmbedding(
    db,
    embedding,
    { most, seed: settings.seed },
    control.signal,
  );
  const { kept, x, y, epochs, ...map } = await projectInWorker(vectors, settings, control);
  const projection = {
    embedding: name,
    version: embedding.version,
    rows: x.length,
    dimensions: embedding.dimension,
    ids: Array.from(kept, (row) => ids[row]!),
    x,
    y,
    settings: { ...settings, epochs },
    engine: 'fast' as const,
    seed: settings.seed,
    ...map,
    sampledOf: sampled ? embedding.rows : null,
  };
  return { ...projection, notes: projectionNotes(projection) };
}

function findEmbedding(embeddings: readonly BuiltEmbedding[], name: string): BuiltEmbedding {
  const found = embeddings.find((each) => each.name === name);
  if (found) return found;
  const names = embeddings.map((each) => each.name).join(', ');
  throw new RankscopeError({
    code: 'not_found',
    message: `There is no embedding "${name}".`,
    hint: names === '' ? 'The case has none that could be read.' : `The case has ${names}.`,
  });
}
