import { at, constant, op, valueType, type WasmFunction, wasmModule } from './wasmCode';

/** Bytes of a feature's description in memory, and where its parts stand in it. */
export const description = { bytes: 24, limits: 0, widestStep: 4, firstRow: 8, missingRow: 12, zeroLimit: 16 };
/** Lanes of 32 bits that are worked on at once: a table has a block of rows of so many lanes for each so many. */
export const blockLanes = 32;
/** Rows that are worked on at once: enough to use a block of a table while it is in the cache. */
export const maskRows = 256;

/** What a chunk of masks is worked on with; arguments are addresses and sizes in bytes. */
export interface MaskKernel {
  /**
   * For each feature, by row (`valueBytes` / 8 of them, rounded up to four), the address of the table's row for its value, in the first block. The limits of a feature
   * are 2^k - 1 rising numbers behind `limits` + 8, padded with infinity; a value's rank is the number of limits below
   * it. NaN, and what is not farther from 0 than `zeroLimit`, has the row `missingRow` instead.
   */
  rank(descriptions: number, end: number, valueBytes: number, values: number, places: number): void;
  /** By row, the bitwise and of the table's rows of all features, in the block that lies `block` behind the first. */
  join(places: number, placesEnd: number, block: number, masks: number, masksEnd: number): void;
}

/** The part of the global `WebAssembly` that is needed; absent or forbidden in some places. */
interface WebAssemblyApi {
  Memory: new (wish: { initial: number }) => { buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
}

const pageBytes = 65_536;
let module: object | null | undefined;

/** The kernel and the memory that it works on. */
export interface OpenKernel {
  kernel: MaskKernel;
  buffer: ArrayBuffer;
}

/** The kernel with a memory of its own; null where the processor or the host has no WebAssembly with vectors. */
export function openKernel(bytes: number): OpenKernel | null {
  const api = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (!api || module === null) return null;
  try {
    module ??= new api.Module(wasmModule([rank(), join()]));
    const memory = new api.Memory({ initial: Math.ceil(bytes / pageBytes) });
    const { exports } = new api.Instance(module, { env: { memory } });
    return { kernel: exports as MaskKernel, buffer: memory.buffer };
  } catch {
    module ??= null;
    return null;
  }
}

const { i32, f64, v128 } = op;
const get = (local: number) => [op.get, local];
const set = (local: number) => [op.set, local];
const advance = (local: number, bytes: number) => [...get(local), ...constant(bytes), i32.add, ...set(local)];
const times = (count: number, code: (index: number) => number[]) =>
  Array.from({ length: count }, (_, index) => code(index)).flat();
/** Repeats `body` as long as one local is below another. */
const repeat = (body: number[], local: number, limit: number) => [
  ...[...op.loop, ...body, ...get(local), ...get(limit), i32.ltU],
  ...[op.branchIf, 0, op.end],
];

// Four rows side by side: none waits for the memory reads of another.
const together = 4;

function rank(): WasmFunction {
  const [descriptions, end, valueBytes, values, places] = [0, 1, 2, 3, 4];
  const [limits, step, from, fromEnd, to, four] = [5, 6, 7, 8, 9, 10];
  const position = (row: number) => 11 + row;
  const value = (row: number) => 11 + together + row;
  const part = (offset: number) => [...get(descriptions), i32.load, ...at(offset)];
  const start = times(together, (row) => [
    ...[...get(from), f64.load, ...at(8 * row), ...set(value(row))],
    ...[...constant(0), ...set(position(row))],
  ]);
  // The rank grows by a step where the limit so far ahead is below the value.
  const search = times(together, (row) => [
    ...[...get(step), ...constant(0)],
    ...[...get(limits), ...get(position(row)), i32.add, ...get(step), i32.add, f64.load, ...at(0)],
    ...[...get(value(row)), f64.lt, op.select],
    ...[...get(position(row)), i32.add, ...set(position(row))],
  ]);
  const rowBytes = 4 * blockLanes;
  const store = times(together, (row) => [
    ...[...get(to), ...part(description.firstRow)],
    ...[...get(position(row)), ...constant(rowBytes / 8), i32.mul, i32.add, ...part(description.missingRow)],
    ...[...get(value(row)), f64.abs, ...get(descriptions), f64.load, ...at(description.zeroLimit), f64.gt, op.select],
    ...[i32.store, ...at(4 * row)],
  ]);
  const halve = [...get(step), ...constant(1), i32.shrU, ...set(step)];
  const rows = [
    ...[...start, ...part(description.widestStep), ...set(step)],
    ...repeat([...search, ...halve], four, step),
    ...[...store, ...advance(from, 8 * together), ...advance(to, 4 * together)],
  ];
  const feature = [
    ...[...part(description.limits), ...set(limits)],
    ...[...get(values), ...set(from), ...get(values), ...get(valueBytes), i32.add, ...set(fromEnd)],
    ...[...get(places), ...set(to)],
    ...repeat(rows, from, fromEnd),
    ...[...advance(values, 8 * maskRows), ...advance(places, 4 * maskRows)],
    ...advance(descriptions, description.bytes),
  ];
  return {
    name: 'rank',
    parameters: 5,
    locals: [
      ...new Array<number>(6 + together).fill(valueType.i32),
      ...new Array<number>(together).fill(valueType.f64),
    ],
    body: [...constant(4), ...set(four), ...repeat(feature, descriptions, end)],
  };
}

function join(): WasmFunction {
  const [places, placesEnd, block, masks, masksEnd, place, address] = [0, 1, 2, 3, 4, 5, 6];
  const vectors = blockLanes / 4;
  const sum = (vector: number) => 7 + vector;
  const ones = times(vectors, (vector) => [...v128.constant, ...new Array<number>(16).fill(255), ...set(sum(vector))]);
  const feature = [
    ...[...get(place), i32.load, ...at(0), ...get(block), i32.add, ...set(address)],
    ...times(vectors, (vector) => [
      ...[...get(address), ...v128.load, ...at(16 * vector), ...get(sum(vector)), ...v128.and, ...set(sum(vector))],
    ]),
    ...advance(place, 4 * maskRows),
  ];
  const row = [
    ...[...ones, ...get(places), ...set(place)],
    ...repeat(feature, place, placesEnd),
    ...times(vectors, (vector) => [...get(masks), ...get(sum(vector)), ...v128.store, ...at(16 * vector)]),
    ...[...advance(places, 4), ...advance(placesEnd, 4), ...advance(masks, 4 * blockLanes)],
  ];
  return {
    name: 'join',
    parameters: 5,
    locals: [...new Array<number>(2).fill(valueType.i32), ...new Array<number>(vectors).fill(valueType.v128)],
    body: repeat(row, masks, masksEnd),
  };
}
