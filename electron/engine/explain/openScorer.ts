import { isOfList } from '../../../shared/blend/normalize';
import { objectiveId } from '../../../shared/case/contestantIds';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { BatchScorer } from '../../../shared/explain/batchScorer';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../shared/wire/errors';
import type { FeatureColumns } from '../scoring/featureColumns';
import { FileCache } from '../scoring/fileCache';
import { hashFile, resolveModelFile } from '../scoring/modelFile';
import type { ModelHead, ModelRecord } from '../scoring/modelRecord';
import type { PlannedCell } from '../scoring/planCells';
import { weightFiles } from '../scoring/weightFiles';
import { printOf } from '../session/fingerprints';
import type { Session } from '../session/session';
import { headTable, scoresTable } from '../sql/scoring/scoreTables';
import { openOnnxScorer } from './onnxScorer';
import type { TextCodes } from './textCodes';
import { openTreeScorer } from './treeScorer';

/** A model of the case that is ready to be asked about any values of its features. */
export interface OpenScorer {
  /** Where the features come from, and the value of the log behind each feature of a row, in the order of `score`. */
  source: FeatureColumns;
  cells: PlannedCell[];
  /** By feature, the texts behind its numbers where the model takes text, else null. */
  texts: (TextCodes | null)[];
  /** By feature, whether the model takes whole numbers only. */
  whole: boolean[];
  score: BatchScorer;
  /** The forest and which of its raw scores it is, where the model is one. */
  trees: { ensemble: TreeEnsemble; output: number } | null;
  /** The output that is explained, and what kind of number it is, in words. */
  output: string;
  /** Whether the session's scores of this model are the same numbers. */
  sameAsSession: boolean;
  warnings: string[];
  close(): Promise<void>;
}

/** One explanation follows another of the same model. */
const hashes = new FileCache<string>({ files: 8, bytes: Number.POSITIVE_INFINITY });
const weightNames = new FileCache<string[]>({ files: 8, bytes: Number.POSITIVE_INFINITY });

/** Opens a model for explanations. What has no model to explain, or none that works, is refused in a sentence. */
export async function openScorer(session: Session, name: string): Promise<OpenScorer> {
  const { model, record } = explainable(session, name);
  const file = await resolveModelFile(session.folder, record.file ?? '', session.case.allowOutside);
  const weights = record.kind === 'onnx' ? await weightNames.get(file, () => weightFiles(file)) : [];
  await refuseChanged(name, file, record.fileSha256, record.file ?? '');
  for (const each of weights) {
    const print = printOf(session.folder, each, session.meta.inputs);
    await refuseChanged(name, each, print?.sha256 || null, print?.path ?? each);
  }
  return (await openTreeScorer(session, model, file)) ?? openOnnxScorer(session, model, file, weights);
}

/** `before` is the content of the file when the session was built; null: nobody knows. */
async function refuseChanged(model: string, real: string, before: string | null, file: string): Promise<void> {
  if (before === null || (await hashes.get(real, () => hashFile(real))) === before) return;
  throw new RankscopeError({
    code: 'input',
    message: `The file ${file} of the model "${model}" changed since the session was built.`,
    hint: 'Build the session again.',
    where: { file },
  });
}

/** A model, or one objective of it, that can be explained: as it is run, and the table of its scores. */
export interface Explainable {
  model: ResolvedModel;
  record: ModelRecord;
  scores: string;
}

/** Refuses contestants that are not models, and models that could not be scored or whose scores hang on the list. */
export function explainable(session: Session, id: string): Explainable {
  const found = modelOf(session, id);
  const { model, record, head } = found;
  const { name } = model;
  const refuse = (message: string, hint?: string) => new RankscopeError({ code: 'unsupported', message, hint });
  if (record.kind === 'scores' || record.kind === 'trec') {
    const what = record.kind === 'trec' ? 'a TREC run' : 'a file of scores';
    throw refuse(
      `"${name}" is ${what}: there is no model in it that could be explained.`,
      'Give the model file itself: ONNX, LightGBM or XGBoost.',
    );
  }
  if (record.kind === 'blend') {
    throw refuse(`"${name}" is a blend of models, which is not explained as one.`, 'Explain the models it is made of.');
  }
  if (record.state !== 'ready') {
    throw refuse(`The model "${name}" has no scores to explain. ${record.reason ?? ''}`.trim());
  }
  if (model.listwise) {
    throw refuse(
      `The model "${name}" is list-wise: a score depends on the other items, so changing one item's features changes the scores of all.`,
    );
  }
  if (head) {
    const one = { ...model, objectives: null, blend: null, output: head.output };
    return { model: one, record, scores: headTable(record.n, head.k) };
  }
  if (model.objectives && isOfList(model.blending.normalize)) {
    throw refuse(
      `The model "${name}" normalizes its objectives by the list (${model.blending.normalize}): a score depends on the other items.`,
      oneObjective(record),
    );
  }
  if (model.objectives && model.blending.normalize === 'quantile_global') {
    throw refuse(
      `The model "${name}" weighs the share of training predictions at or below each objective (quantile_global): its score moves in steps, and is no weighted sum of its outputs.`,
      oneObjective(record),
    );
  }
  return { model, record, scores: scoresTable(record.n) };
}

function oneObjective({ name, heads }: ModelRecord): string {
  return `Explain one objective: ${heads.map((each) => objectiveId(name, each.name)).join(', ')}.`;
}

function modelOf(session: Session, id: string): { model: ResolvedModel; record: ModelRecord; head: ModelHead | null } {
  for (const [at, model] of session.case.models.entries()) {
    const record = session.models[at];
    if (!record) continue;
    if (model.name === id) return { model, record, head: null };
    const head = record.heads.find(({ name }) => objectiveId(model.name, name) === id);
    if (head) return { model, record, head };
  }
  throw unknownModel(session, id);
}

function unknownModel(session: Session, name: string): RankscopeError {
  if (name.startsWith('@')) {
    return new RankscopeError({
      code: 'unsupported',
      message: `${name} is no model: there is nothing that could be explained.`,
      hint: 'Name a model of the case.',
    });
  }
  const names = session.case.models.map((model) => `"${model.name}"`);
  return new RankscopeError({
    code: 'not_found',
    message: `There is no model "${name}" in this case.`,
    hint: names.length > 0 ? `Its models are ${names.join(', ')}.` : 'The case has no models.',
  });
}
