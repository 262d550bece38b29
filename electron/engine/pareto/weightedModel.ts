import type { Blending } from '../../../shared/blend/valueModel';
import { blendedNames } from '../../../shared/case/blendedNames';
import { objectiveId } from '../../../shared/case/contestantIds';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Contestant } from '../compare/contestants';
import type { Session } from '../session/session';
import type { SessionModel } from '../session/sessionMeta';
import { quantileTable } from '../sql/scoring/quantiles';
import { headTable, scoresTable } from '../sql/scoring/scoreTables';

/** A model whose value is a weighted combination: of its own objectives, or of other models. */
export interface WeightedModel {
  name: string;
  kind: 'objectives' | 'blend';
  /** Names of what is weighted, in the order of the tables of scores. */
  objectives: string[];
  /** The label that would judge each: of the objective's own name. */
  labels: string[];
  heads: Contestant[];
  /** What is weighted in their place where they are blended by their quantiles, else null. */
  quantiles: Contestant[] | null;
  /** The case's weights. */
  weights: number[];
  blending: Blending;
}

/** The model of that name with what its weights apply to. A model without several objectives is an error. */
export function weightedModel(session: Session, name: string): WeightedModel {
  const model = session.case.models.find((each) => each.name === name);
  const record = session.models.find((each) => each.name === name);
  if (!model || !record) throw unknownModel(session, name);
  if (record.state !== 'ready') {
    const message = `Model "${name}" cannot be weighted: ${record.reason ?? 'it has no scores'}`;
    throw new RankscopeError({ code: 'input', message });
  }
  const weighted = model.objectives
    ? ofObjectives(model, record)
    : model.blend
      ? ofModels(session, model, record)
      : null;
  if (weighted && weighted.heads.length > 1) return weighted;
  throw new RankscopeError({
    code: 'unsupported',
    message: `The model "${name}" gives one score, so there is nothing to weigh.`,
    hint: 'Name several outputs under objectives:, or models under blend:, in case.yaml.',
  });
}

/** Whether a model of the case has weights to move. */
export function hasWeights(model: ResolvedModel): boolean {
  return blendedNames(model).length > 1;
}

function ofObjectives(model: ResolvedModel, record: SessionModel): WeightedModel {
  const { name, blend, blending } = model;
  const { n, heads } = record;
  const objectives = heads.map((head) => head.name);
  return {
    name,
    kind: 'objectives',
    objectives,
    labels: objectives,
    heads: heads.map(({ name: objective, key, k }) => headOf(objectiveId(name, objective), key, headTable(n, k))),
    quantiles: quantilesOf(model, record),
    weights: objectives.map((objective) => blend?.[objective] ?? 0),
    blending,
  };
}

function ofModels(session: Session, model: ResolvedModel, record: SessionModel): WeightedModel {
  const { name, blend, blending } = model;
  const ids = Object.keys(blend!);
  const parts = ids.map((id) => partOf(session.models, id));
  return {
    name,
    kind: 'blend',
    objectives: ids,
    labels: parts.map(({ label }) => label),
    heads: parts.map(({ head }) => head),
    quantiles: quantilesOf(model, record),
    weights: ids.map((id) => blend![id]!),
    blending,
  };
}

function quantilesOf({ blend, blending }: ResolvedModel, { n, key }: SessionModel): WeightedModel['quantiles'] {
  if (blending.normalize !== 'quantile_global') return null;
  return Object.keys(blend!).map((name, index) => {
    const table = quantileTable(n, index + 1);
    return headOf(`quantile of ${name}`, `${table} of ${key}`, table);
  });
}

/** A model, or an objective of one, that a blend names. */
function partOf(models: readonly SessionModel[], id: string): { label: string; head: Contestant } {
  for (const { n, name, key, heads, state } of models) {
    if (state !== 'ready') continue;
    if (name === id) return { label: name, head: headOf(id, key, scoresTable(n)) };
    const head = heads.find((each) => objectiveId(name, each.name) === id);
    if (head) return { label: head.name, head: headOf(id, head.key, headTable(n, head.k)) };
  }
  throw new RankscopeError({ code: 'input', message: `"${id}", which is weighed, has no scores.` });
}

function headOf(name: string, key: string, table: string): Contestant {
  return { name, kind: 'head', key, list: 'scores', table, complete: false };
}

function unknownModel(session: Session, name: string): RankscopeError {
  const weighted = session.case.models.filter(hasWeights).map((model) => model.name);
  return new RankscopeError({
    code: 'not_found',
    message: `There is no model "${name}" in this case.`,
    hint: weighted.length > 0 ? `Models with weights: ${weighted.join(', ')}.` : 'No model of the case has weights.',
  });
}
