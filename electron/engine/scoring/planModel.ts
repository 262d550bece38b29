import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import type { FeedType, ModelSignature, TensorInfo } from './modelRuntime';
import { feedTypes } from './modelRuntime';
import { type PlannedOutput, planOutput } from './planOutput';

/** A feature column of the session, by its SQL type: FLOAT, DOUBLE, BOOLEAN or VARCHAR. */
export interface LogFeature {
  name: string;
  type: string;
}

/** What a case says of a model's inputs and output. Names are those of the file where `rename` has them. */
export interface ModelWish {
  features: readonly string[] | null;
  rename: Readonly<Record<string, string>>;
  output: string | null;
}

/** One input tensor and the log columns that fill it, in order. */
export interface PlannedInput {
  name: string;
  type: FeedType;
  rank: 1 | 2;
  columns: string[];
}

export interface ModelPlan {
  inputs: PlannedInput[];
  output: PlannedOutput;
  /** Rows of every call, where the file fixes them. */
  fixedRows: number | null;
  /** All log columns in input order. */
  features: string[];
}

/**
 * Decides which log column feeds which input, and which output is the score. The order of a matrix is `features` of
 * the case, else the file's own metadata; without either, inputs that hold one value a row are matched by name.
 * Whatever cannot be fed is refused in a sentence that says what would lift the refusal.
 */
export function planModel(signature: ModelSignature, wish: ModelWish, log: readonly LogFeature[]): ModelPlan {
  const { inputs } = signature;
  if (inputs.length === 0) throw refuse('it takes no input');
  inputs.forEach(feedForm);
  const listed = wish.features ?? signature.features;
  const names = inputs.length === 1 && (listed || !isOneValue(inputs[0]!)) ? matrixNames(inputs[0]!, listed) : null;
  const planned = inputs.map((input) => planInput(input, names ?? [input.name], wish.rename, log, names !== null));
  return {
    inputs: planned,
    output: planOutput(signature, wish.output),
    fixedRows: fixedRows(inputs),
    features: planned.flatMap((input) => input.columns),
  };
}

function matrixNames(input: TensorInfo, listed: readonly string[] | null): readonly string[] {
  const width = input.shape.length === 2 ? input.shape[1] : 1;
  if (!listed) {
    const size = width == null ? 'a matrix' : `a matrix of ${width} features`;
    throw refuse(
      `its input "${input.name}" is ${size}, and neither the file nor the case says their order`,
      'List them in order under features: of this model in case.yaml.',
    );
  }
  if (width != null && width !== listed.length) {
    throw refuse(`its input "${input.name}" takes ${count(width, 'feature')}, but ${listed.length} are listed`);
  }
  return listed;
}

function planInput(
  input: TensorInfo,
  names: readonly string[],
  rename: Readonly<Record<string, string>>,
  log: readonly LogFeature[],
  matrix: boolean,
): PlannedInput {
  const { type, rank } = feedForm(input);
  if (!matrix && !isOneValue(input)) {
    throw refuse(
      `it has several inputs, and "${input.name}" takes more than one value a row; only one matrix, or one input a feature, can be fed`,
    );
  }
  return { name: input.name, type, rank, columns: names.map((name) => logColumn(rename[name] ?? name, type, log)) };
}

/** The element type and rank that an input is fed with. */
function feedForm(input: TensorInfo): { type: FeedType; rank: 1 | 2 } {
  const type = feedTypes.find((each) => each === input.type);
  if (!type) {
    const what = input.type ?? 'map or sequence';
    throw refuse(`its input "${input.name}" has the type ${what}, which cannot be fed from a log`);
  }
  const rank = input.shape.length;
  if (rank === 1 || rank === 2) return { type, rank };
  throw refuse(`its input "${input.name}" has ${count(rank, 'dimension')}; rows by features are needed`);
}

function logColumn(name: string, type: FeedType, log: readonly LogFeature[]): string {
  const column = log.find((each) => each.name === name);
  if (!column) {
    const near = nearestName(
      name,
      log.map((each) => each.name),
    );
    throw refuse(
      `it needs the feature "${name}", which the log's features lack${near ? `; the nearest name is "${near}"` : ''}`,
      'Add the column to features: of the case, or map the names under rename: of this model.',
    );
  }
  if (column.type === 'VARCHAR') {
    throw refuse(
      `the feature "${name}" is text in the log, and the model takes ${type}`,
      'Where it is a category, log the number that stands for it in the model.',
    );
  }
  return column.name;
}

function fixedRows(inputs: readonly TensorInfo[]): number | null {
  const sizes = [...new Set(inputs.map((input) => input.shape[0]).filter((size) => size != null))];
  if (sizes.length > 1) throw refuse(`its inputs fix different numbers of rows (${sizes.join(', ')})`);
  if (sizes[0] === 0) throw refuse('its input is fixed to no rows at all');
  return sizes[0] ?? null;
}

function isOneValue(input: TensorInfo): boolean {
  return input.shape.length === 1 || (input.shape.length === 2 && input.shape[1] === 1);
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function refuse(reason: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `The model cannot be scored: ${reason}.`, hint });
}
