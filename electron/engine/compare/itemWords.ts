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
    if (embedding === null) return { embedding: 'none' };
    const { name: of, version, dimension, rows } = embedding;
    const which = version === null ? of : `${of}, version ${version}`;
    const what = `${which}: ${formatCounted(rows, 'vector')} of ${formatCounted(dimension, 'number')}, by cosine`;
    return { embedding: what, withoutVector: leftOut };
  }
  if (name === 'novelty') {
    if (events === null) return { events: 'none' };
    const { source, items, total } = events;
    const what = `${formatCounted(total, 'event')} of ${formatCounted(items, 'item')}: ${source}`;
    return { events: what, withoutEvents: leftOut };
  }
  const { from, items } = catalog;
  return { catalog: items > 0 ? `${formatCounted(items, 'item')}: ${catalogWords[from]}` : catalogWords[from] };
}

const leftOut = 'left out of the list, counted';

const catalogWords: Readonly<Record<ItemFacts['catalog']['from'], string>> = {
  catalog: 'the catalog of the case',
  items: 'all of the items table, because the case names no catalog',
  log: 'all of the log, because the case names neither a catalog nor items',
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
    warnings.push(`${names}: eligible items are ${catalogWords[from]}.`);
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
