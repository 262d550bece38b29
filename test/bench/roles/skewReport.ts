import { openSessionFile } from '../../../electron/engine/session/openSessionFile';
import { sessionSkew } from '../../../electron/engine/skew/sessionSkew';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';

/** What both roles print: seconds after the session is open, and by feature what they found. */
export interface SkewTiming {
  seconds: number;
  features: Record<string, SkewFound>;
}

/** Null: not measured. */
export interface SkewFound {
  mismatches: number;
  mae: number | null;
  psi: number | null;
  ks: number | null;
}

/** Opens a session as the window does, then measures its first features: `[file, level, how many, memory of DuckDB]`. */
export async function skewReport([file, level, most, memoryLimit]: string[]): Promise<void> {
  const session = await openSessionFile(file!, { memoryLimit });
  try {
    const start = performance.now();
    const { features, rows } = await sessionSkew(session, new SessionSlices(session), {
      features: most === undefined ? null : session.meta.features.slice(0, Number(most)),
      level: level === 'rows' ? 'rows' : 'all',
    });
    const seconds = (performance.now() - start) / 1000;
    const found = features.map(({ feature, rowMismatch, errors, psi, ks }): [string, SkewFound] => [
      feature,
      { mismatches: Math.round(rowMismatch! * rows), mae: errors?.mae ?? null, psi, ks },
    ]);
    console.log(JSON.stringify({ seconds, features: Object.fromEntries(found) } satisfies SkewTiming));
  } finally {
    await session.close();
  }
}
