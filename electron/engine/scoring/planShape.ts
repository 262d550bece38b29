import type { FeedType, TensorInfo } from './modelRuntime';
import { feedTypes } from './modelRuntime';
import { countOf, refuseModel } from './refuseModel';

/**
 * How an input is fed. `row`: `[rows, …]`, one set of values a row. `list`: the rows of one request, `[items, …]`;
 * `batchedList`: the same as `[1, items, …]`. `call`: one set of values a call, in any shape.
 */
export type FeedMode = 'row' | 'list' | 'batchedList' | 'call';

/** The element type of an input; one that no log column can become is refused. */
export function feedType(input: TensorInfo): FeedType {
  const type = feedTypes.find((each) => each === input.type);
  if (type) return type;
  throw refuseModel(
    `its input "${input.name}" has the type ${input.type ?? 'map or sequence'}, which cannot be fed from a log`,
  );
}

/** Position of the dimension that counts rows; -1 where there is none. */
function rowDimension(mode: FeedMode): number {
  return mode === 'call' ? -1 : mode === 'batchedList' ? 1 : 0;
}

/** Values that one row (or call) takes; null where the file leaves that free. */
export function declaredWidth({ shape }: TensorInfo, mode: FeedMode): number | null {
  const own = ownDimensions(shape, mode);
  // A free first dimension of what is fed once a call is 1.
  const counted = mode === 'call' && own.length > 1 ? [own[0] ?? 1, ...own.slice(1)] : own;
  return counted.some((size) => size === null) ? null : counted.reduce<number>((product, size) => product * size!, 1);
}

/** Rows of a call, where the file fixes them; null when they are free. */
export function declaredRows({ shape }: TensorInfo, mode: FeedMode): number | null {
  return shape[rowDimension(mode)] ?? null;
}

/** The dimensions of one call's tensor for `width` values a row (or call); null stands for the rows of the call. */
export function planShape(input: TensorInfo, mode: FeedMode, width: number): (number | null)[] {
  const rows = rowDimension(mode);
  if (input.shape.length <= rows || (mode !== 'call' && input.shape.length === 0)) {
    const needed = mode === 'batchedList' ? '1 by items by features' : 'rows by features';
    throw refuseModel(
      `its input "${input.name}" has ${countOf(input.shape.length, 'dimension')}; ${needed} are needed`,
    );
  }
  const own = fillFree(input, ownDimensions(input.shape, mode), mode, width);
  if (mode === 'batchedList') return [1, null, ...own];
  return mode === 'call' ? own : [null, ...own];
}

function ownDimensions(shape: TensorInfo['shape'], mode: FeedMode): (number | null)[] {
  return mode === 'call' ? [...shape] : shape.slice(rowDimension(mode) + 1);
}

/** One free dimension takes what the others leave; of several, those before the last are 1 where a call feeds them. */
function fillFree(input: TensorInfo, own: (number | null)[], mode: FeedMode, width: number): number[] {
  const free = own.filter((size) => size === null).length;
  if (free > 1 && mode !== 'call') {
    throw refuseModel(`its input "${input.name}" leaves ${free} dimensions of a row free, so its shape is not known`);
  }
  let left = free;
  const fixed = own.reduce<number>((product, size) => product * (size ?? 1), 1);
  const filled = own.map((size) => {
    if (size !== null) return size;
    left--;
    return left > 0 ? 1 : width / fixed;
  });
  const holds = filled.reduce((product, size) => product * size, 1);
  if (holds === width && filled.every(Number.isInteger)) return filled;
  throw refuseModel(
    `its input "${input.name}" takes ${countOf(fixed, 'feature')}, but ${width} ${width === 1 ? 'is' : 'are'} listed`,
  );
}
