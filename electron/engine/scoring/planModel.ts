import { asList } from '../../../shared/case/asList';
import { nearestName } from '../../../shared/case/nearestName';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { FeedType, ModelSignature, TensorInfo } from './modelRuntime';
import { type LogFeature, type PlannedCell, planCells } from './planCells';
import { declaredRows, declaredWidth, type FeedMode, feedType, planShape } from './planShape';
import { refuseModel } from './refuseModel';

/** What a case says of a model's inputs. Names are those of the file where `rename` has them. */
export type ModelWish = Pick<ResolvedModel, 'features' | 'rename' | 'missing' | 'inputs' | 'listwise'>;

/** One input tensor and the values that fill it, in order. */
export interface PlannedInput {
  name: string;
  type: FeedType;
  /** Dimensions of one call's tensor; null stands for its rows. */
  shape: (number | null)[];
  cells: PlannedCell[];
  /** The values are those of the first row of the request. */
  ofRequest: boolean;
  /** They are fed once a call, and a call holds rows of one request. */
  perCall: boolean;
  /** What fills the items that a list of fixed length lacks; null repeats its last row. */
  pad: number | string | null;
}

export interface ModelPlan {
  inputs: PlannedInput[];
  /** Rows of every call, where the file fixes them. */
  fixedRows: number | null;
  /** A score depends on the whole list: a call holds exactly the rows of one request. */
  listwise: boolean;
  /** All log columns in input order; a list stands once. */
  features: string[];
}

/**
 * Decides which log column feeds which input. What `inputs:` of the case says of an input comes first. The order of a
 * matrix is `features` of the case, else the file's own metadata; without either, inputs that hold one value a row are
 * matched by name. Whatever cannot be fed is refused in a sentence that says what would lift the refusal.
 */
export function planModel(signature: ModelSignature, wish: ModelWish, log: readonly LogFeature[]): ModelPlan {
  const { inputs } = signature;
  if (inputs.length === 0) throw refuseModel('it takes no input');
  refuseUnknown(inputs, wish);
  const modes = feedModes(inputs, wish);
  const named = inputs.map((input, index) => ({
    input,
    mode: modes[index]!,
    names: namesOf(signature, wish, modes, index),
  }));
  const planned = named.map(({ input, mode, names }) => planInput(input, mode, names, wish, log));
  refuseUnused(wish, planned);
  return {
    inputs: planned,
    fixedRows: fixedRows(inputs, modes),
    listwise: wish.listwise,
    features: planned.flatMap(({ cells }) => cells.filter((each) => !each.element).map((each) => each.column)),
  };
}

function refuseUnknown(inputs: readonly TensorInfo[], wish: ModelWish): void {
  const names = inputs.map((input) => input.name);
  const unknown = Object.keys(wish.inputs).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, names);
  throw refuseModel(
    `it has no input "${unknown}"; ${near ? `the nearest name is "${near}"` : `its inputs are "${names.join('", "')}"`}`,
  );
}

/**
 * Features of a request are fed once a call where the file fixes that dimension to 1 or gives it another name than the
 * one of the rows; where both are the same dimension, they are repeated for each row.
 */
function feedModes(inputs: readonly TensorInfo[], { inputs: wishes, listwise }: ModelWish): FeedMode[] {
  const ofRequest = (input: TensorInfo) => wishes[input.name]?.scope === 'request';
  const rowInputs = inputs.filter((input) => !ofRequest(input));
  const batched = rowInputs.some(({ shape }) => shape.length > 2 || (shape.length === 2 && shape[0] === 1));
  const ofRows = listwise ? (batched ? 'batchedList' : 'list') : 'row';
  const rowName = rowInputs.map(({ dimensions }) => dimensions?.[ofRows === 'batchedList' ? 1 : 0] ?? null)[0] ?? null;
  return inputs.map((input) => {
    if (!ofRequest(input)) return ofRows;
    const name = input.dimensions?.[0] ?? null;
    if (input.shape[0] !== null || rowInputs.length === 0) return 'call';
    return (name === rowName && !listwise) || (name !== null && name === rowName) ? ofRows : 'call';
  });
}

/** The log columns of an input, in order. */
function namesOf(signature: ModelSignature, wish: ModelWish, modes: readonly FeedMode[], index: number): string[] {
  const input = signature.inputs[index]!;
  const declared = wish.inputs[input.name]?.column;
  if (declared !== undefined) return asList(declared);
  const renamed = (name: string) => wish.rename[name] ?? name;
  const open = signature.inputs.map((each, at) => ({ input: each, width: declaredWidth(each, modes[at]!) }));
  const others = open.filter((each) => wish.inputs[each.input.name]?.column === undefined);
  const wide = others.filter(({ width }) => width !== 1);
  const listed = wish.features ?? signature.features;
  const isMatrix =
    others.length === 1 ? listed !== null || wide.length === 1 : wide.some((each) => each.input === input);
  if (!isMatrix) return [renamed(input.name)];
  if (wide.length > 1) throw severalMatrices(input, wide.length);
  if (listed) return listed.map(renamed);
  const { width } = open[index]!;
  throw refuseModel(
    `its input "${input.name}" is a matrix${width === null ? '' : ` of ${width} features`}, and neither the file nor the case says their order`,
    'List them in order under features: of this model in case.yaml.',
  );
}

function severalMatrices({ name }: TensorInfo, count: number): Error {
  return refuseModel(
    `it has several inputs, ${count} of which take more than one value a row, and nothing says which features fill "${name}"`,
    `Name them in case.yaml: inputs: { ${name}: { column: [first, second] } }.`,
  );
}

function planInput(
  input: TensorInfo,
  mode: FeedMode,
  names: readonly string[],
  wish: ModelWish,
  log: readonly LogFeature[],
): PlannedInput {
  const type = feedType(input);
  const said = wish.inputs[input.name];
  if (!said && mode === 'row' && input.shape.length > 2 && input.shape.slice(1).includes(null)) throw openList(input);
  if (said?.dtype !== undefined && said.dtype !== type) {
    throw refuseModel(`its input "${input.name}" takes ${type}, and the case says ${said.dtype}`);
  }
  const length = said?.length ?? (names.length === 1 ? declaredWidth(input, mode) : null);
  const wanted = { type, length, pad: said?.pad, missing: renamedMissing(wish) };
  const cells = names.flatMap((name) => planCells(name, log, wanted));
  return {
    name: input.name,
    type,
    shape: planShape(input, mode, cells.length),
    cells,
    ofRequest: said?.scope === 'request',
    perCall: mode === 'call',
    pad: said?.pad ?? null,
  };
}

// One row could be a list of length 1, and a list-wise model would then rank every item alone.
function openList({ name, shape }: TensorInfo): Error {
  return refuseModel(
    `its input "${name}" has ${shape.length} dimensions, of which one within a row is free`,
    'Say listwise: true of this model where that dimension counts the items of a list, else its columns under inputs:.',
  );
}

/** A misspelled name would leave the value that it is about missing. */
function refuseUnused(wish: ModelWish, inputs: readonly PlannedInput[]): void {
  const used = [...new Set(inputs.flatMap(({ cells }) => cells.map(({ column }) => column)))];
  const unused = Object.keys(renamedMissing(wish)).find((name) => !used.includes(name));
  if (unused === undefined) return;
  const near = nearestName(unused, used);
  throw refuseModel(
    `missing: names "${unused}", which is none of its features${near ? `; the nearest name is "${near}"` : ''}`,
  );
}

/** The case names missing values by the log's feature or by its name in the file. */
function renamedMissing({ missing, rename }: ModelWish): Record<string, number | string> {
  return Object.fromEntries(Object.entries(missing).map(([name, value]) => [rename[name] ?? name, value]));
}

function fixedRows(inputs: readonly TensorInfo[], modes: readonly FeedMode[]): number | null {
  const declared = inputs.map((input, index) => declaredRows(input, modes[index]!));
  const sizes = [...new Set(declared.filter((size) => size !== null))];
  if (sizes.length > 1) throw refuseModel(`its inputs fix different numbers of rows (${sizes.join(', ')})`);
  if (sizes[0] === 0) throw refuseModel('its input is fixed to no rows at all');
  return sizes[0] ?? null;
}
