import { defaultBlending } from '../blend/valueModel';
import { asList } from './asList';
import type { CaseFile } from './caseSchema';
import type { ResolvedModel, TakenDefault } from './resolvedCase';

type ModelFile = NonNullable<CaseFile['models']>[number];

/** Defaults of one model. Its kind stays `auto` when only the file can tell. */
export function resolveModel(model: ModelFile): ResolvedModel {
  const { columns, missing, trained } = model;
  return {
    name: model.name,
    kind: model.file === undefined ? 'blend' : (model.format ?? 'auto'),
    file: model.file ?? null,
    columns: { request: columns?.request ?? null, item: columns?.item ?? null, score: columns?.score ?? null },
    features: model.features ?? null,
    rename: model.rename ?? {},
    missing: Object.fromEntries(Object.entries(missing ?? {}).map(([name, value]) => [name, missingValue(value)])),
    inputs: model.inputs ?? {},
    output: model.output ?? null,
    served: resolveServed(model),
    featuresFrom: model.featuresFrom ?? 'logged',
    listwise: model.listwise ?? false,
    trained: trained ? { from: trained.from ?? null, to: trained.to ?? null, label: trained.label ?? null } : null,
    objectives: model.objectives ?? null,
    blend: resolveBlend(model),
    ...resolveBlending(model),
  };
}

/** What `resolveModel` takes for weights that the case does not give. */
export function weightDefaults({ objectives, blend }: ModelFile, path: string): TakenDefault[] {
  const names = Object.keys(objectives ?? {});
  const left = names.filter((name) => !Object.hasOwn(blend ?? {}, name));
  if (left.length === 0) return [];
  if (blend === undefined)
    return [{ path, value: 'weight 1 for each objective', reason: 'the case does not weigh them' }];
  return [{ path, value: `weight 0 for ${left.join(', ')}`, reason: 'the case weighs only the other objectives' }];
}

/** Weights of all objectives: 1 where the case gives none at all, 0 of those that it leaves out. */
function resolveBlend({ objectives, blend }: ModelFile): ResolvedModel['blend'] {
  if (!objectives) return blend ?? null;
  const left = blend === undefined ? 1 : 0;
  return { ...Object.fromEntries(Object.keys(objectives).map((name) => [name, left])), ...blend };
}

function resolveBlending({ blending = {} }: ModelFile): Pick<ResolvedModel, 'blending' | 'training'> {
  const { training, ...way } = blending;
  return { blending: { ...defaultBlending, ...way }, training: training === undefined ? null : asList(training) };
}

function missingValue(value: number | string): number | string {
  return value === 'nan' || value === 'NaN' ? Number.NaN : value;
}

function resolveServed({ served }: ModelFile): ResolvedModel['served'] {
  if (served === undefined || served === false) return null;
  if (served === true) return { where: null, score: null, link: 'none' };
  return { where: served.where ?? null, score: served.score ?? null, link: served.link ?? 'none' };
}
