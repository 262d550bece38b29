import { type Blending, defaultBlending } from '../../../shared/blend/valueModel';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Contestant } from '../compare/contestants';
import type { Session } from '../session/session';
import type { SessionModel } from '../session/sessionMeta';

/** A model whose value is a weighted combination: of its own objectives, or of other models. */
export interface WeightedModel {
  name: string;
  kind: 'objectives' | 'blend';
  /** Names of what is weighted, in the order of the tables of scores. */
  objectives: string[];
  heads: Contestant[];
  /** The case's weights; null where it gives none. */
  weights: (number | null)[];
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
  const weighted = model.objectives ? ofObjectives(model, record) : model.blend ? ofModels(session, model) : null;
  if (weighted && weighted.objectives.length > 1) return weighted;
  throw new RankscopeError({
    code: 'unsupported',
    message: `The model "${name}" gives one score, so there is nothing to weigh.`,
    hint: 'Name several outputs under objectives:, or models under blend:, in case.yaml.',
  });
}

/** Whether a model of the case has weights to move. */
export function hasWeights({ objectives, blend }: ResolvedModel): boolean {
  return Object.keys(objectives ?? blend ?? {}).length > 1;
}

function ofObjectives(model: ResolvedModel, record: SessionModel): WeightedModel {
  const objectives = Object.keys(model.objectives!);
  return {
    name: model.name,
    kind: 'objectives',
    objectives,
    heads: objectives.map((objective, k) =>
      headOf(`${model.name} ${objective}`, `${record.key} ${k + 1}`, `scores_${record.n}_${k + 1}`),
    ),
    weights: objectives.map((objective) => model.blend?.[objective] ?? null),
    blending: defaultBlending,
  };
}

function ofModels(session: Session, model: ResolvedModel): WeightedModel {
  const parts = Object.keys(model.blend!).map((name) => {
    const record = session.models.find((each) => each.name === name);
    if (record?.state === 'ready') return record;
    const message = `"${model.name}" is a blend of "${name}", which ${record ? 'has no scores' : 'the case does not have'}.`;
    throw new RankscopeError({ code: 'input', message });
  });
  return {
    name: model.name,
    kind: 'blend',
    objectives: parts.map(({ name }) => name),
    heads: parts.map(({ name, key, n }) => headOf(name, key, `scores_${n}`)),
    weights: parts.map(({ name }) => model.blend![name]!),
    blending: defaultBlending,
  };
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
