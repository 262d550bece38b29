import { asList } from './asList';
import type { CaseFile } from './caseSchema';
import type {
  ResolvedCase,
  ResolvedFeatures,
  ResolvedJudgments,
  ResolvedMetrics,
  ResolvedNovelty,
  TakenDefault,
} from './resolvedCase';
import { resolveLabels } from './resolveLabels';
import { resolveLog } from './resolveLog';
import { resolveModel, weightDefaults } from './resolveModel';
import { resolveOutcomes } from './resolveOutcomes';
import { unusedKeys } from './unusedKeys';

/** Fills in every default and notes each with its reason. Pure: files are not looked at. */
export function resolveCase(written: CaseFile): ResolvedCase {
  const defaults: TakenDefault[] = [];
  const log = resolveLog(written, defaults);
  const outcomes = resolveOutcomes(written);
  const { labels, label } = resolveLabels(written, outcomes, defaults);
  const { items, users } = written;
  defaults.push(...(written.models ?? []).flatMap((model, index) => weightDefaults(model, `models[${index}].blend`)));
  return {
    version: 1,
    name: written.name,
    description: written.description ?? null,
    allowOutside: written.allowOutside ?? false,
    log,
    features: resolveFeatures(written, defaults),
    outcomes,
    observedUntil: written.observedUntil ?? null,
    labels,
    label,
    judgments: resolveJudgments(written),
    metrics: resolveMetrics(written, defaults),
    itemEmbedding: written.metrics?.embedding ?? lastItemEmbedding(written, defaults),
    models: (written.models ?? []).map(resolveModel),
    items: items
      ? { path: asList(items.path), id: items.id ?? null, title: items.title ?? null, context: items.context ?? null }
      : null,
    users: users ? { path: asList(users.path), id: users.id ?? null, context: users.context ?? null } : null,
    novelty: resolveNovelty(written),
    stages: written.stages ?? [],
    propensity: resolvePropensity(written),
    written: keepWritten(written),
    unused: unusedKeys(written),
    defaults,
  };
}

function resolveFeatures(written: CaseFile, defaults: TakenDefault[]): ResolvedFeatures {
  const empty = { structs: [], maps: [], arrays: [], lists: [], types: {}, defaults: {}, groups: {} };
  const { features } = written;
  if (features === undefined) {
    defaults.push({
      path: 'features',
      value: 'every number and boolean without a role',
      reason: 'the case does not list features, so whatever a model may need is kept',
    });
    return { columns: null, ...empty };
  }
  if (Array.isArray(features)) return { columns: features, ...empty };
  const lists = (features.lists ?? []).map((each) => ({ ...each, pad: each.pad ?? 0, type: each.type ?? 'id' }));
  return { ...empty, ...features, columns: features.columns ?? [], lists };
}

function resolveJudgments(written: CaseFile): ResolvedJudgments | null {
  const { judgments } = written;
  if (judgments === undefined) return null;
  const block = typeof judgments === 'string' ? { path: judgments } : judgments;
  return { format: 'auto', request: null, item: null, relevance: null, ...block };
}

function resolveMetrics(written: CaseFile, defaults: TakenDefault[]): ResolvedMetrics {
  const given = written.metrics ?? {};
  const { columns } = written.log;
  const k = given.k ?? 10;
  if (given.k === undefined) defaults.push({ path: 'metrics.k', value: '10', reason: 'the usual first page' });
  const by = given.by ?? null;
  const unit = given.unit ?? (columns?.user ? 'user' : 'request');
  if (given.unit === undefined) {
    const reason = columns?.user ? 'requests of one user are not independent' : 'the log has no user role';
    defaults.push({ path: 'metrics.unit', value: unit, reason });
  }
  return {
    primary: given.primary ?? [`ndcg@${k}`],
    guardrails: given.guardrails ?? [],
    k,
    relLevel: given.relLevel ?? 1,
    labelMax: given.labelMax ?? null,
    gain: given.gain ?? 'linear',
    noPositive: given.noPositive ?? 'skip',
    by,
    unit,
    margin: given.margin ?? 0,
  };
}

/** The last one of several: versions are listed in their order. */
function lastItemEmbedding({ embeddings }: CaseFile, defaults: TakenDefault[]): string | null {
  const ofItems = (embeddings ?? []).filter(({ entity }) => entity === 'item');
  const name = ofItems.at(-1)?.name ?? null;
  if (name !== null && ofItems.length > 1) {
    const reason = 'the last embedding of items; ild reads it';
    defaults.push({ path: 'metrics.embedding', value: name, reason });
  }
  return name;
}

function resolveNovelty({ novelty }: CaseFile): ResolvedNovelty | null {
  if (novelty === undefined) return null;
  const { path, item, events, time, from, to } = novelty;
  return {
    path: path === undefined ? null : asList(path),
    item: item ?? null,
    events: events ?? null,
    time: time ?? null,
    from: from ?? null,
    to: to ?? null,
  };
}

function resolvePropensity(written: CaseFile): ResolvedCase['propensity'] {
  const column = written.log.columns?.propensity ?? null;
  if (!written.propensity) return column ? { column, kind: null, randomized: null, distribution: null } : null;
  const { kind, randomized, distribution } = written.propensity;
  return {
    column: written.propensity.column ?? column,
    kind: kind ?? null,
    randomized: randomized ?? null,
    distribution: distribution ?? null,
  };
}

function keepWritten(written: CaseFile): ResolvedCase['written'] {
  const { catalog, embeddings, recomputed, history, reference, policies, examination } = written;
  const { policy, periods, changes, experiment, slices } = written;
  return {
    catalog,
    embeddings,
    recomputed,
    history,
    reference,
    policies,
    examination,
    policy,
    periods,
    changes,
    experiment,
    slices,
  };
}
