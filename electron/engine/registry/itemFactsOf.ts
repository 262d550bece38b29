import type { ItemFacts } from '../compare/itemTables';
import type { Session } from '../session/session';

/** What a session holds of items for diversity, novelty, coverage and exposure; where nothing, what to write. */
export function itemFactsOf({ meta, case: resolved }: Session): ItemFacts {
  const { embeddings, events, catalog } = meta.itemSources;
  const name = resolved.itemEmbedding;
  return {
    embedding: embeddings.find((each) => each.name === name) ?? null,
    noEmbedding:
      name === null
        ? 'it needs item vectors: list an embedding with entity: item under embeddings: in case.yaml'
        : `the embedding "${name}" could not be read: see the check embedding_unread`,
    events,
    noEvents:
      resolved.novelty === null
        ? 'it needs the events of each item in training: name a column of items or a table of events under novelty: in case.yaml'
        : 'the training events could not be read: see the check novelty_unread',
    catalog,
  };
}
