import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { ModelPage } from '../../../shared/models/modelSchemas';
import { featureColumns } from '../scoring/featureColumns';
import { orSentence } from '../scoring/modelFailure';
import { hashFile, resolveModelFile } from '../scoring/modelFile';
import { runKinds } from '../scoring/runKinds';
import { weightFiles } from '../scoring/weightFiles';
import { printOf } from '../session/fingerprints';
import type { Session } from '../session/session';
import type { SessionModel } from '../session/sessionMeta';
import { rowsWithin } from '../sql/models/coverage';
import { declared, type ModelContent, modelContent } from './modelContent';
import { modelInputs } from './modelInputs';

export interface NamedModel {
  model: ResolvedModel;
  record: SessionModel;
}

/**
 * All that is known of one model. What cannot be told (a file that is gone or broken, inputs that the log does not feed)
 * is null with the reason; only a cancelled call or a failing database rejects.
 */
export async function modelPage(session: Session, named: NamedModel, signal?: AbortSignal): Promise<ModelPage> {
  const { model, record } = named;
  const { name, kind, file, key, state, reason } = record;
  const sha256 = builtHash(session, record);
  const { scoredRows, missingRows, extraRows, duplicateRows, nonFiniteRows } = record;
  const found = await orSentence(() => foundFile(session, record, signal), signal);
  const { folder, bytes, changed, real } = found.value ?? { folder: false, bytes: null, changed: null, real: null };
  const read =
    real !== null && runKinds.includes(kind)
      ? await orSentence(() => modelContent(real, model, folder), signal)
      : { value: null, reason: runKinds.includes(kind) || kind === 'mlflow' ? found.reason : null };
  const content = read.value;
  return {
    ...{ name, kind: kind === 'auto' ? 'scores' : kind, state, reason, file, mlflow: folder || kind === 'mlflow' },
    ...{ format: content?.format ?? null, bytes, sha256, changed, weights: content?.weights ?? [], key },
    served: model.served,
    trained: await trainedWindow(session, model, signal),
    featuresFrom: model.featuresFrom,
    listwise: model.listwise,
    ...weighed(named),
    ...(await inputsOf(session, model, content, signal)),
    output: record.output ?? model.output,
    tensors: content && tensorsOf(content),
    forest: content?.forest ?? null,
    graph: content?.graph ?? null,
    contentReason: read.reason,
    rows: session.meta.counts.rows,
    ...{ scoredRows, missingRows, extraRows, duplicateRows, nonFiniteRows },
  };
}

/** The objectives of a model, and how scores are blended. */
function weighed({ model, record }: NamedModel): Pick<ModelPage, 'objectives' | 'blend'> {
  const heads = new Map(record.heads.map((head) => [head.name, head]));
  return {
    objectives: Object.entries(model.objectives ?? {}).map(([name, output]) => ({
      name,
      output: heads.get(name)?.output ?? output,
      scoredRows: heads.get(name)?.scoredRows ?? null,
    })),
    blend: model.blend && { weights: model.blend, ...model.blending },
  };
}

interface FoundFile {
  real: string;
  bytes: number;
  /** Whether it, or a file of weights beside it, is another than at the build. */
  changed: boolean | null;
  /** It lies beside `MLmodel`. */
  folder: boolean;
}

async function foundFile(session: Session, record: SessionModel, signal?: AbortSignal): Promise<FoundFile> {
  const real = await resolveModelFile(session.folder, record.file ?? '', session.case.allowOutside);
  const { size } = await stat(real);
  const beside = await stat(path.join(path.dirname(real), 'MLmodel')).catch(() => null);
  const changes = [await hasChanged(session, real, builtHash(session, record), signal)];
  for (const each of record.kind === 'onnx' ? await weightFiles(real) : []) {
    changes.push(await hasChanged(session, each, null, signal));
  }
  const changed = changes.includes(true) ? true : changes[0]!;
  return { real, bytes: size, changed, folder: beside?.isFile() ?? false };
}

function builtHash(session: Session, { fileSha256, file }: SessionModel): string | null {
  return fileSha256 ?? (session.meta.inputs.find((each) => each.path === file)?.sha256 || null);
}

/** Whether a file differs from the one of the build, whose hash may be known; null: nobody knows. */
async function hasChanged(session: Session, real: string, known: string | null, signal?: AbortSignal) {
  const { size, mtimeNs } = await stat(real, { bigint: true });
  const print = printOf(session.folder, real, session.meta.inputs);
  if (print && print.bytes === Number(size) && print.mtimeNs === String(mtimeNs)) return false;
  const before = known ?? (print?.sha256 || null);
  return before === null ? null : (await hashFile(real, signal)) !== before;
}

async function inputsOf(session: Session, model: ResolvedModel, content: ModelContent | null, signal?: AbortSignal) {
  if (!content) return { inputs: null, inputsReason: null, unused: [] };
  const { value, reason } = await orSentence(async () => {
    const source = await featureColumns(session.db, model.featuresFrom, session.case.features.lists);
    const { signature, names } = content;
    const inputs = await modelInputs(session, { model, signature, names, source }, signal);
    return { inputs, unused: unusedColumns(source.columns, inputs) };
  }, signal);
  return { inputs: value?.inputs ?? null, inputsReason: reason, unused: value?.unused ?? [] };
}

function unusedColumns(columns: readonly { name: string }[], inputs: NonNullable<ModelPage['inputs']>): string[] {
  const used = new Set(inputs.map(({ column }) => column));
  const arrayOf = (name: string) => name.replace(/\[\d+\]$/, '');
  return [...new Set(columns.flatMap(({ name }) => (used.has(name) || used.has(arrayOf(name)) ? [] : [name])))];
}

function tensorsOf({ signature, forest }: ModelContent): ModelPage['tensors'] {
  const outputs = signature.outputs.map(declared);
  return { inputs: forest ? [] : signature.inputs.map(declared), outputs };
}

async function trainedWindow(session: Session, { trained }: ResolvedModel, signal?: AbortSignal) {
  if (!trained) return null;
  const { from, to } = trained;
  const isBounded = (from !== null || to !== null) && session.meta.columns.includes('time');
  const found = isBounded ? await session.db.readOne(rowsWithin(from, to), { signal }) : null;
  return { ...trained, rows: found ? Number(found.rows) : null };
}
