import type { BuildContext } from './buildContext';
import { type BuiltCatalog, buildCatalog } from './catalog';
import { type BuiltEmbedding, buildEmbeddings } from './embeddings';
import { type BuiltEvents, buildTrainingEvents } from './trainingEvents';

/** What a session knows of items beside the log, for diversity, novelty, coverage and exposure. */
export interface ItemSources {
  embeddings: BuiltEmbedding[];
  events: BuiltEvents | null;
  catalog: BuiltCatalog;
}

/** A case that names nothing of the kind. */
export const noItemSources: ItemSources = { embeddings: [], events: null, catalog: { from: 'log', items: 0 } };

/** Builds them all. `impressions`, `items` and `users` must exist. */
export async function buildItemSources(context: BuildContext): Promise<ItemSources> {
  return {
    embeddings: await buildEmbeddings(context),
    events: await buildTrainingEvents(context),
    catalog: await buildCatalog(context),
  };
}
