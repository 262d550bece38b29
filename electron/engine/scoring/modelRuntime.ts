/** Element types that a log column can be turned into. */
export const feedTypes = [
  'float32',
  'float64',
  'float16',
  'int64',
  'int32',
  'int16',
  'int8',
  'uint32',
  'uint16',
  'uint8',
  'bool',
  'string',
] as const;
export type FeedType = (typeof feedTypes)[number];

/** Values of a `FeedType`; float16 as the bits of each value, bool as 0 or 1. */
export type FeedArray =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | string[];

/** An input or output as the file declares it. `shape` holds null where a dimension is free; `type` is null for maps and sequences. */
export interface TensorInfo {
  name: string;
  type: string | null;
  shape: (number | null)[];
  /** Names of the free dimensions, in the places of `shape`; null or absent where the file gives none. */
  dimensions?: (string | null)[];
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

/** One input of one batch: values of one row (or of one call) after another. */
export interface BatchInput {
  name: string;
  type: FeedType;
  /** Values of one row; of one call where `perCall`. */
  width: number;
  /** Dimensions of the tensor of one call; null stands for its number of rows. */
  shape: readonly (number | null)[];
  /** The input holds one set of values a call, such as the features of a request. */
  perCall: boolean;
  /** What fills the rows that a call lacks; null repeats its last row. */
  pad: number | string | null;
  data: FeedArray;
}

/** Rows of one or several calls of the model. */
export interface Batch {
  rows: number;
  inputs: BatchInput[];
  /** Rows of each call, in order; null = one call, or as many as `fixedRows` asks for. */
  calls: readonly number[] | null;
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
  /** Batches of one model that are worth having under way at once; absent: one. */
  readonly parallel?: number;
  load(file: string): Promise<{ handle: number; signature: ModelSignature }>;
  /** For each output of the batch, one value a row in row order; NaN and infinities are passed on as they are. */
  run(handle: number, batch: Batch): Promise<Float64Array[]>;
  release(handle: number): Promise<void>;
  /** Ends the runtime; calls still open are settled first. */
  close(): Promise<void>;
}
