import type { RequestValues } from './evaluate';

/** One cached vector: a metric of a contestant, or a contestant's list lengths. */
type Vector = Float64Array | Uint32Array;

/**
 * Per-request vectors that outlive a call, so that a slice change only reduces them again. The least recently used go
 * when the total passes `limitBytes`. Typed arrays rather than TEMP tables: those belong to one DuckDB connection, and
 * the reduction happens here anyway.
 */
export class ValueCache {
  private readonly vectors = new Map<string, Vector>();
  private bytes = 0;
  private readonly limitBytes: number;

  constructor(limitBytes = 512 * 1024 * 1024) {
    this.limitBytes = limitBytes;
  }

  get(contestantKey: string, planKey: string): Float64Array | null {
    return (this.touch(`${contestantKey}\n${planKey}`) as Float64Array | undefined) ?? null;
  }

  lengths(contestantKey: string): Uint32Array | null {
    return (this.touch(`${contestantKey}\n#`) as Uint32Array | undefined) ?? null;
  }

  put(contestantKey: string, planKeys: readonly string[], result: RequestValues): void {
    for (const [i, planKey] of planKeys.entries()) this.set(`${contestantKey}\n${planKey}`, result.values[i]!);
    this.set(`${contestantKey}\n#`, result.listLength);
  }

  /** A vector that came without the lengths of its lists. */
  putVector(contestantKey: string, planKey: string, vector: Float64Array): void {
    this.set(`${contestantKey}\n${planKey}`, vector);
  }

  private touch(key: string): Vector | undefined {
    const found = this.vectors.get(key);
    if (found) {
      this.vectors.delete(key);
      this.vectors.set(key, found);
    }
    return found;
  }

  private set(key: string, vector: Vector): void {
    const old = this.vectors.get(key);
    if (old) this.bytes -= old.byteLength;
    this.vectors.delete(key);
    this.vectors.set(key, vector);
    this.bytes += vector.byteLength;
    for (const [oldest, held] of this.vectors) {
      if (this.bytes <= this.limitBytes || oldest === key) break;
      this.vectors.delete(oldest);
      this.bytes -= held.byteLength;
    }
  }
}
