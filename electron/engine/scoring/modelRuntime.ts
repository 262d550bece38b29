/** Element types that a log column can be turned into. */
export const feedTypes = ['float32', 'float64', 'int64', 'int32', 'bool'] as const;
export type FeedType = (typeof feedTypes)[number];

export type FeedArray = Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;

/** An input or output as the file declares it. `shape` holds null where a dimension is free; `type` is null for maps and sequences. */
export interface TensorInfo {
  name: string;
  type: string | null;
  shape: (number | null)[];
}

/** What a loaded model takes and gives. */
export interface ModelSignature {
  inputs: TensorInfo[];
  outputs: TensorInfo[];
  /** `metadata_props["rankscope.features"]`: the input order that the file itself states, or null. */
  features: string[] | null;
  /** Outputs that were ZipMaps: their name in the file, and the tensor that now stands for it in `outputs`. */
  zipMaps: { output: string; tensor: string }[];
}

/** One input of one batch: `rows * width` values, row after row. `rank` 1 feeds `[rows]`, 2 feeds `[rows, width]`. */
export interface BatchInput {
  name: string;
  type: FeedType;
  width: number;
  rank: 1 | 2;
  data: FeedArray;
}

/** One call of a model, or several where the file fixes the number of rows of a call. */
export interface Batch {
  rows: number;
  inputs: BatchInput[];
  /** Rows a call must have, where the file fixes its batch dimension; null when it is free. */
  fixedRows: number | null;
  /** What is taken from the result, in this order. */
  outputs: readonly { tensor: string; column: number | null; classifier: boolean }[];
}

/**
 * A place where models run: in this thread or in a worker. One model is loaded at a time by each caller, and every
 * `load` is followed by one `release`. All methods reject with a `RankscopeError` whose message is a sentence.
 */
export interface ModelRuntime {
  load(file: string): Promise<{ handle: number; signature: ModelSignature }>;
  /** For each output of the batch, one value a row in row order; NaN and infinities are passed on as they are. */
  run(handle: number, batch: Batch): Promise<Float64Array[]>;
  release(handle: number): Promise<void>;
  /** Ends the runtime; calls still open are settled first. */
  close(): Promise<void>;
}
