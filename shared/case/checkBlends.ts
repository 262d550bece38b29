import { isOfList, type Normalization } from '../blend/normalize';
import { scoredIds } from './contestantIds';
import type { CaseProblem } from './parseCase';
import type { ResolvedCase, ResolvedModel } from './resolvedCase';
import { unknownName } from './unknownName';

/** Weights and the way of blending of every model that has them, and whether blends of models can be made at all. */
export function checkBlends(resolved: ResolvedCase): CaseProblem[] {
  const { models } = resolved;
  return models.flatMap((model, index) => {
    const at = ['models', index];
    return [...checkWeights(model, models, at), ...checkWay(model, resolved, at), ...checkOnlyBlend(model, at)];
  });
}

function checkWeights(model: ResolvedModel, models: readonly ResolvedModel[], at: CaseProblem['path']): CaseProblem[] {
  const { blend, objectives, file } = model;
  if (blend === null || (file !== null && objectives === null)) return [];
  const path = [...at, 'blend'];
  const names = Object.keys(blend);
  if (objectives && Object.keys(objectives).length === 0) return [];
  if (names.length === 0) return [{ path, message: 'names nothing; give a weight by name' }];
  const known = objectives ? Object.keys(objectives) : scoredIds(models.filter((other) => other !== model));
  const unknown = names.filter((name) => !known.includes(name) && !(name === model.name && !objectives));
  if (unknown.length > 0) return unknown.map((name) => unknownName([...path, name], name, known));
  if (Object.values(blend).every((weight) => weight === 0)) {
    return [{ path, message: 'has only weights of 0, so every value would be 0' }];
  }
  const circle = objectives ? null : circleFrom(model, models);
  return circle ? [{ path, message: `is made of itself: ${circle.join(' → ')}` }] : [];
}

function checkWay(
  { blend, blending, training }: ResolvedModel,
  { log }: ResolvedCase,
  at: CaseProblem['path'],
): CaseProblem[] {
  const path = [...at, 'blending'];
  const { value, normalize } = blending;
  if (blend === null) {
    const written = value !== 'sum' || normalize !== 'none' || training !== null;
    return written ? [{ path, message: 'stands without `objectives` or `blend`; there is nothing to blend' }] : [];
  }
  const unmatched = checkTraining(normalize, training, path);
  if (unmatched) return [unmatched];
  const negative = Object.entries(blend).find(([, weight]) => weight < 0);
  if (value === 'product' && negative) {
    const message = `is product, which takes weights of at least 0; "${negative[0]}" has ${negative[1]}`;
    return [{ path: [...path, 'value'], message }];
  }
  if (value === 'product' && normalize === 'zscore_list') {
    const message =
      'is zscore_list, which gives negative numbers, and a product takes none; use quantile_global, minmax_list or none';
    return [{ path: [...path, 'normalize'], message }];
  }
  const hasRequests = log.columns.request !== undefined || log.rows === 'union' || log.format === 'trec';
  if (!isOfList(normalize) || hasRequests) return [];
  const message = `is ${normalize}, which needs lists, and \`log.columns.request\` is missing: each row is a list of its own`;
  return [{ path: [...path, 'normalize'], message }];
}

function checkTraining(
  normalize: Normalization,
  training: string[] | null,
  path: CaseProblem['path'],
): CaseProblem | null {
  if (normalize === 'quantile_global' && training === null) {
    const message =
      'is missing; `normalize: quantile_global` is the share of training predictions, so name their table';
    return { path: [...path, 'training'], message };
  }
  if (normalize === 'quantile_global' || training === null) return null;
  const message = `is read by \`normalize: quantile_global\` only, and \`normalize\` is ${normalize}`;
  return { path: [...path, 'training'], message };
}

/** A blend of models has no file that the other keys could be about. */
function checkOnlyBlend(model: ResolvedModel, at: CaseProblem['path']): CaseProblem[] {
  const { file, objectives, blend, features, rename, missing, inputs, output, listwise, featuresFrom } = model;
  if (file !== null || objectives !== null || blend === null) return [];
  const about = {
    features: features !== null,
    rename: Object.keys(rename).length > 0,
    missing: Object.keys(missing).length > 0,
    inputs: Object.keys(inputs).length > 0,
    output: output !== null,
    featuresFrom: featuresFrom !== 'logged',
    listwise,
  };
  return Object.entries(about)
    .filter(([, written]) => written)
    .map(([key]) => ({ path: [...at, key], message: 'is about a file, and a blend of models has none' }));
}

/** The way from a blend back to itself through other blends; null where there is none. */
function circleFrom(start: ResolvedModel, models: readonly ResolvedModel[]): string[] | null {
  const seen = new Set<string>();
  const ways = [[start.name]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    const model = models.find(({ name }) => name === way!.at(-1));
    if (!model || model.file !== null) continue;
    for (const name of Object.keys(model.blend ?? {})) {
      if (name === start.name) return [...way, name];
      if (!seen.has(name)) ways.push([...way, name]);
      seen.add(name);
    }
  }
  return null;
}
