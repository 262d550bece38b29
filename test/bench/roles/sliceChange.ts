import { createEngine } from '../../../electron/engine/createEngine';

/** Seconds until counts and means of a new slice, and until its intervals and p, on an open session. */
interface SliceTiming {
  slice: string;
  seconds: number;
  full: number;
  ndcg: number;
}

/** Opens a session as the window does, then changes the slice: `[file, metrics, ...slices]`. */
export async function sliceChange([file, metrics, ...slices]: string[]): Promise<void> {
  const engine = createEngine({
    host: 'test',
    startCase: null,
    cacheDir: process.env.RANKSCOPE_CACHE!,
    allowedRoots: null,
    memoryLimit: null,
    threads: null,
    privateSessions: false,
    onFatal: (reason) => {
      throw new Error(reason);
    },
  });
  const context = { signal: new AbortController().signal, progress: () => undefined, client: 'bench' };
  try {
    const { session } = await engine.openCase(file!, context);
    const ask = (slice: string | null, inference: boolean) =>
      engine.table['compare.summary'](
        { session, slice, preset: null, models: null, metrics: metrics!.split(','), seed: 0, inference, by: null },
        context,
      );
    await ask(null, true);
    const timings: SliceTiming[] = [];
    for (const slice of slices) {
      const start = performance.now();
      const [means] = await Promise.all([ask(slice, false), engine.table['slice.count']({ session, slice }, context)]);
      const seconds = (performance.now() - start) / 1000;
      await ask(slice, true);
      const full = (performance.now() - start) / 1000;
      timings.push({ slice, seconds, full, ndcg: means.metrics[0]!.mean! });
    }
    console.log(JSON.stringify(timings));
  } finally {
    await engine.close();
  }
}
