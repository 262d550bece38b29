import { formatCounted } from '../../../shared/format/numbers';
import type { Contest } from './contest';
import type { ContestMetric } from './contestMetrics';
import type { Findings } from './findings';
import { itemRefusal } from './itemRefusal';
import type { ItemFacts } from './itemTables';

/** What stands behind a metric of items: the embedding, the events or the catalog that it reads. */
export function itemExtras({ source, settings }: Contest, { spec }: ContestMetric): Record<string, unknown> {
  const order = settings.ties === 'input' ? 'input order' : 'item id descending';
  return {
    ties: order,
    rows: 'organic rows only; their ranks count other slots',
    ...readFrom(source.items.facts, spec.name),
  };
}

function readFrom({ embedding, events, catalog }: ItemFacts, name: string): Record<string, unknown> {
  if (name === 'ild') {
    if (embedding === null) return { embedding: null };
    const { name: of, version, dimension, rows } = embedding;
    return { embedding: { name: of, version, dimension, items: rows, similarity: 'cosine' }, withoutVector: leftOut };
  }
  if (name === 'novelty') {
    if (events === null) return { events: null };
    return { events: { source: events.source, items: events.items, total: events.total }, withoutEvents: leftOut };
  }
  return { catalog: { from: catalogWords[catalog.from], ...(catalog.items > 0 && { items: catalog.items }) } };
}

const leftOut = 'left out of the list, counted';

const catalogWords: Readonly<Record<ItemFacts['catalog']['from'], string>> = {
  catalog: 'the catalog of the case',
  items: 'all items of the items table: the case names no catalog',
  log: 'the items of the log: the case names neither a catalog nor items',
  unread: 'the catalog of the case, which could not be read',
};

/** What a reader must know of the metrics of items: the catalog that was assumed, and what was left out. */
export function itemWarnings(contest: Contest, { vectors }: Findings): string[] {
  const { metrics, contestants, source } = contest;
  const warnings: string[] = [];
  const { from } = source.items.facts.catalog;
  const ofCatalog = metrics.filter(
    ({ kind, spec, definition }) =>
      kind === 'items' && definition.needs.includes('catalog') && itemRefusal(contest, spec.name) === null,
  );
  if (ofCatalog.length > 0 && (from === 'items' || from === 'log')) {
    const names = ofCatalog.map(({ id }) => id).join(', ');
    warnings.push(`${names}: eligible are ${catalogWords[from]}. Name them under catalog: in case.yaml.`);
  }
  metrics.forEach(({ id, kind, spec }, m) => {
    contestants.forEach(({ name }, c) => {
      const places = kind === 'items' ? (vectors[m]!.leftOut?.[c] ?? 0) : 0;
      if (places === 0) return;
      warnings.push(
        `${id} of ${name} leaves out ${formatCounted(places, 'place')} whose item ${lacks[spec.name] ?? 'is not in the catalog'}.`,
      );
    });
  });
  return warnings;
}

const lacks: Readonly<Record<string, string>> = {
  ild: 'has no vector',
  novelty: 'has no training events',
};
