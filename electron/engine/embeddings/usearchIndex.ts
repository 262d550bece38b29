import { inNative } from '../threads/threadState';

/** An index of vectors for approximate search by Euclidean distance; its memory is freed when it is forgotten. */
export interface VectorIndex {
  /** Adds rows `first`, `first + 1`, … The order in which rows are added decides what is found. */
  add(first: number, vectors: Float32Array): void;
  /** For each query at most `width` rows, nearest first: row numbers and how many each query has. */
  search(queries: Float32Array, width: number): { rows: Uint32Array; counts: Uint32Array };
}

export type OpenIndex = (dimension: number) => VectorIndex;

type Usearch = typeof import('usearch');
type Matches = ReturnType<Usearch['exactSearch']>;

const connectivity = 16;
const expansionAdd = 64;
const expansionSearch = 64;

/** Opens indexes of usearch (HNSW); null where it has no binary for this system, or is not installed. */
export async function loadUsearch(load = loadModule): Promise<OpenIndex | null> {
  try {
    const { Index, MetricKind, ScalarKind } = await load();
    return (dimensions) => {
      const settings = { metric: MetricKind.L2sq, quantization: ScalarKind.F32, multi: false };
      const expansion = { connectivity, expansion_add: expansionAdd, expansion_search: expansionSearch };
      return wrap(inNative(() => new Index({ dimensions, ...settings, ...expansion })));
    };
  } catch {
    // No binary of this system, or the package is not there: the exact search needs neither.
    return null;
  }
}

// Not a static import: bundles load those at their start, and a system without a binary must run all the same.
async function loadModule(): Promise<Usearch> {
  if (typeof require === 'function') return inNative(() => require('usearch'));
  return import('usearch');
}

/** One thread throughout: with more, the graph depends on which of them is first. */
function wrap(index: InstanceType<Usearch['Index']>): VectorIndex {
  return {
    add(first, vectors) {
      const rows = vectors.length / inNative(() => index.dimensions());
      const keys = BigUint64Array.from({ length: rows }, (_, i) => BigInt(first + i));
      inNative(() => index.add(keys, vectors, 1));
    },
    search(queries, width) {
      // Its declaration leaves out that one array of several vectors is several queries.
      const found = inNative(() => index.search(queries, width, 1)) as Matches;
      const counts = 'counts' in found ? found.counts : BigUint64Array.of(BigInt(found.keys.length));
      return { rows: lowWords(found.keys), counts: lowWords(counts) };
    },
  };
}

/** Row numbers are below 2^32. */
function lowWords(values: BigUint64Array): Uint32Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  return Uint32Array.from({ length: values.length }, (_, i) => words[2 * i]!);
}
