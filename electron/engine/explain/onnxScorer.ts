import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { FeatureRows } from '../../../shared/explain/batchScorer';
import { buildColumn } from '../../../shared/wire/columns';
import type { Column } from '../../../shared/wire/table';
import { needsRequests, scorePage } from '../scoring/batches';
import { featureColumns } from '../scoring/featureColumns';
import type { FeaturePage } from '../scoring/featurePages';
import { FileCache } from '../scoring/fileCache';
import type { Batch, ModelRuntime, ModelSignature } from '../scoring/modelRuntime';
import { type ModelPlan, planModel } from '../scoring/planModel';
import { processRuntime } from '../scoring/processRuntime';
import type { Session } from '../session/session';
import { blendWarning, type ScoredOutputs, scoredOutputs } from './blendOutputs';
import type { OpenScorer } from './openScorer';
import { type TextCodes, textCodes } from './textCodes';

const batchRows = 8192;
const wholeTypes = /^u?int|^bool/;

/** A model and where it is loaded: handles of another runtime could be the same numbers. */
interface Loaded {
  runtime: ModelRuntime;
  handle: number;
  signature: ModelSignature;
}

/** The models that were explained last stay loaded. */
const loaded = new FileCache<Loaded>({ files: 2, bytes: 64_000_000 }, ({ runtime, handle }) =>
  runtime.release(handle).catch(() => undefined),
);

async function load(file: string): Promise<Loaded> {
  const runtime = processRuntime();
  return { runtime, ...(await runtime.load(file)) };
}

/** An ONNX file, with the files that hold its weights, behind a `BatchScorer`; it stays loaded at least until `close`. */
export async function openOnnxScorer(
  session: Pick<Session, 'db' | 'case'>,
  model: ResolvedModel,
  file: string,
  weights: readonly string[] = [],
): Promise<OpenScorer> {
  const lease = await loaded.take(file, () => load(file), weights);
  const { runtime, handle, signature } = lease.value;
  const close = async () => lease.end();
  try {
    const source = await featureColumns(session.db, model.featuresFrom, session.case.features.lists);
    const plan = planModel(signature, model, source.columns);
    const scored = scoredOutputs(signature, model);
    const fed = new Map(plan.inputs.flatMap(({ cells, type }) => cells.map((cell) => [cell.key, { cell, type }])));
    const cells = [...fed.values()].map(({ cell }) => cell);
    const types = [...fed.values()].map(({ type }) => type);
    const texts = types.map((type) => (type === 'string' ? textCodes() : null));
    const control = {
      batchRows,
      run: (batch: Batch) =>
        runtime.run(handle, batch).catch((error: unknown) => {
          // Where the scoring thread is gone, so is the model in it.
          loaded.forget(file);
          throw error;
        }),
      done: () => undefined,
    };
    return {
      source,
      cells,
      texts,
      whole: types.map((type) => wholeTypes.test(type)),
      score: async (input) =>
        scored.score(await scorePage(plan, pageOf(plan, input, [...fed.keys()], texts), scored.outputs, control)),
      trees: null,
      output: scored.text,
      sameAsSession: true,
      warnings: warningsOf(scored),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function warningsOf({ blended, outputs: [output] }: ScoredOutputs): string[] {
  if (blended) return [blendWarning];
  if (!output!.classifier) return [];
  return ['The output is a probability: contributions are shares of it, not of the margin before it.'];
}

/** Made-up rows as a page of the log. */
function pageOf(
  plan: ModelPlan,
  { rows, columns }: FeatureRows,
  keys: readonly string[],
  texts: readonly (TextCodes | null)[],
): FeaturePage {
  const made = keys.map((name, at): [string, Column] => {
    const codes = texts[at];
    const values = columns[at]!;
    if (!codes) return [name, { name, type: 'f64', data: values }];
    return [
      name,
      buildColumn(
        name,
        'utf8',
        Array.from({ length: rows }, (_, row) => codes.textOf(values[row]!)),
      ),
    ];
  });
  const ofRequest = new Set(plan.inputs.flatMap((input) => (input.ofRequest ? input.cells.map(({ key }) => key) : [])));
  const shared = keys.flatMap((key, at) => (ofRequest.has(key) ? [columns[at]!] : []));
  const starts = needsRequests(plan) ? startsOf(rows, shared) : null;
  return { from: 0, to: rows, rowIds: new Int32Array(0), columns: new Map(made), rows, starts, present: null };
}

/** Rows that agree in the features of their request follow each other as if they were of one request. */
function startsOf(rows: number, shared: readonly Float64Array[]): Int32Array {
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === 0 || shared.some((values) => !Object.is(values[row], values[row - 1]))) starts.push(row);
  }
  return Int32Array.from([...starts, rows]);
}
