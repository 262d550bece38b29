import { stringify } from 'yaml';
import { caseModels, may } from './caseModels';
import { loggedName, mapColumn, requestFeatures } from './features';
import { leakTables, recomputeTables } from './recomputeSql';
import { dateOf, dayMs, firstDay, instantOf, type Settings } from './settings';
import { storyOf } from './story';

/** case.yaml of a generated folder. */
export function caseYaml(settings: Settings): string {
  const { tables, purchases } = settings;
  const models = caseModels(settings);
  const parts = {
    rankscope: 1,
    name: settings.name,
    description: settings.description,
    log: logBlock(settings),
    features: featuresBlock(settings),
    outcomes: {
      click: { column: 'click', window: '30m' },
      order: { column: 'ordered', time: 'order_time', window: '7d', after: 'click' },
      gmv: { column: 'gmv', of: 'order', unit: 'EUR', refunds: 'gross' },
    },
    observedUntil: instantOf(firstDay + (settings.days + settings.observedAfter) * dayMs),
    labels: {
      click: 'click',
      order: 'order',
      graded: 'CASE WHEN click IS NULL THEN NULL WHEN ordered = 1 THEN 3 WHEN click = 1 THEN 1 ELSE 0 END',
    },
    label: purchases ? 'relevance' : settings.preset === 'R2' ? 'order' : 'graded',
    ...(purchases ? { judgments: judgmentsBlock } : {}),
    metrics: { primary: ['ndcg@10'], guardrails: ['orders_per_user'], k: 10, labelMax: 3, unit: 'user', margin: 0.002 },
    items: { path: 'data/items.csv', id: 'item_id', title: 'title', context: ['category', 'merchant', 'created_at'] },
    users: { path: 'data/users.csv', id: 'user_id', context: ['since'] },
    stages: [
      { name: 'retrieval', score: 'ann_score', rank: 'ann_rank', keep: 300 },
      { name: 'ranker', score: 'rank_score', rank: 'rank_model', model: models[0]!.name },
      { name: 'rules', rank: 'position', reason: 'rule_code' },
    ],
    models,
    ...(tables.includes('embeddings') ? { embeddings: embeddingsBlock } : {}),
    ...(tables.includes('raw') ? rawBlocks(settings) : {}),
    ...(settings.explored > 0
      ? {
          propensity: { column: 'propensity', kind: 'marginal', randomized: 'is_explore' },
          policy: { reward: 'click' },
        }
      : {}),
    ...periodsBlock(settings),
    changes: 'data/changes.csv',
    ...(settings.experiment ? { experiment: { arm: 'arm', unit: 'user', ratio: { control: 1, treatment: 1 } } } : {}),
    slices: [
      { name: 'Dutch users', where: "locale = 'nl'" },
      { name: 'New items', where: 'items.created_at > served_at - INTERVAL 7 DAY' },
    ],
  };
  return stringify(parts, { lineWidth: 140, aliasDuplicateObjects: false });
}

function logBlock({ experiment, explored }: Settings) {
  return {
    path: 'data/log/*.csv.gz',
    timezone: 'UTC',
    candidates: 'shown',
    duplicates: 'first',
    positionScope: 'list',
    requests: { path: 'data/requests.csv.gz', request: 'request_id' },
    columns: {
      ...{ request: 'request_id', item: 'item_id', position: 'position', time: 'served_at', user: 'user_id' },
      ...{ query: 'query', surface: 'surface', score: 'rank_score' },
      ...(explored > 0 ? { propensity: 'propensity' } : {}),
      ...{ click: 'click', conversion: 'ordered', revenue: 'gmv' },
      ...{ page: 'page', slot: 'slot', rule: 'rule_code', host: 'host' },
    },
    versions: {
      ...{ model: 'model_version', features: 'fs_version', index: 'index_version' },
      ...{ queryModel: 'qt_version', app: 'app_version' },
    },
    context: ['device', 'locale', ...(experiment ? ['arm'] : [])],
  };
}

function featuresBlock({ featureMap, faults }: Settings) {
  const block = {
    types: { [loggedName(featureMap, 'i_age_days')]: 'count', u_tenure_days: 'count', ctx_hour: 'count' },
    defaults: { [loggedName(featureMap, 'i_ctr_28d')]: 0, [loggedName(featureMap, 'i_ctr_1d')]: 0 },
  };
  const leak = faults.leak > 0 && featureMap ? ['x_session_views'] : [];
  if (!featureMap) return { columns: ['ann_score', 'i_*', 'x_*', ...requestFeatures], ...block };
  return {
    columns: ['ann_score', ...requestFeatures, ...leak],
    maps: [{ column: mapColumn, keys: ['*'] }],
    ...block,
  };
}

const judgmentsBlock = {
  path: 'data/later_purchases.csv.gz',
  request: 'request_id',
  item: 'item_id',
  relevance: 'relevance',
};

const embeddingsBlock = [1, 2].flatMap((version) => [
  embedding('items', 'item', 'item', version, 'item_id'),
  embedding('queries', 'request', 'query', version, 'request_id'),
]);

function embedding(name: string, entity: string, role: string, version: number, id: string) {
  const path = `embeddings/${name}_v${version}.csv.gz`;
  const label = role === 'item' ? `x${version}` : `q${version}`;
  return { name: `${name} ${label}`, entity, role, version: label, path, id, vector: 'e_*', metric: 'cosine' };
}

function rawBlocks({ faults, featureMap }: Settings) {
  const { from, to } = may;
  return {
    novelty: { path: 'raw/item_daily.csv.gz', item: 'item_id', events: 'clicks', time: 'day', from, to },
    recomputed: { sql: 'recompute.sql', tables: faults.leak > 0 ? leakTables : recomputeTables },
    history: [
      {
        features: [loggedName(featureMap, 'i_ctr_1d')],
        path: 'history/i_ctr_1d.csv.gz',
        entity: 'item_id',
        time: 'valid_from',
      },
    ],
  };
}

function periodsBlock(settings: Settings) {
  const since = storyOf(settings.preset)?.since(settings) ?? 0;
  if (since === 0) return {};
  const date = dateOf(since);
  return { periods: { before: `served_at < '${date}'`, after: `served_at >= '${date}'` } };
}
