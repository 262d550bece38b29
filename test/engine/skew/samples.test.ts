import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { FeatureSkew } from '../../../electron/engine/skew/featureSkew';
import { sessionSkew } from '../../../electron/engine/skew/sessionSkew';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { opened, temporaryFolder } from '../session/caseFolder';

/** A copy of a sample that scores nothing: its rows and features alone. */
function withoutModels(name: string): string {
  const folder = path.join(temporaryFolder(), 'case');
  const left = ['models', 'truth', 'training', 'embeddings'].map((each) => path.resolve('samples', name, each));
  cpSync(path.resolve('samples', name), folder, { recursive: true, filter: (from) => !left.includes(from) });
  const file = path.join(folder, 'case.yaml');
  const { models, embeddings, stages, ...rest } = parse(readFileSync(file, 'utf8'));
  writeFileSync(file, stringify({ ...rest, models: [] }));
  return folder;
}

const named = (features: readonly FeatureSkew[]) => new Map(features.map((each) => [each.feature, each]));
const both = (features: readonly FeatureSkew[]) => features.filter(({ onlyIn }) => onlyIn === null);

describe('skew of the samples', () => {
  it('souq: finds the frozen feature on its day and in its locale, and the cold cache everywhere', async () => {
    const { session } = await opened({ path: withoutModels('souq'), cacheDir: temporaryFolder(), memory: true });
    const slices = new SessionSlices(session);
    const found = await sessionSkew(session, slices);
    expect(found).toMatchObject({
      coverage: { matched: 95_760, loggedOnly: 0, recomputedOnly: 0 },
      rows: 95_760,
      requests: 2394,
    });
    const features = named(found.features);
    // samples/souq/README.md: 49 of 2,394 requests are cold (2.05%), which makes both click rates the default.
    const cold = features.get('f.i_ctr_28d')!;
    expect(cold.rowMismatch).toBeCloseTo(0.0205, 3);
    expect(cold.classes!.default_vs_value).toBe(Math.round(cold.rowMismatch! * found.rows));
    expect(cold.onset).toMatchObject({ chronic: true, onset: null });
    // Whole requests of 40 rows fail, and little else does.
    expect(cold.designEffect).toBeGreaterThan(30);
    expect(cold.ranks!.withinRequest).toBe(1);
    const frozen = features.get('f.i_ctr_1d')!;
    expect(frozen.onset).toMatchObject({ bucket: 'day', onset: '2026-06-09', end: null, chronic: true });
    for (const other of both(found.features)) {
      if (other !== cold && other !== frozen) expect(other).toMatchObject({ rowMismatch: 0, psi: 0, ks: 0, w1n: 0 });
      expect(other.afterOutcome).toBe(false);
    }
    expect(found.features.filter(({ onlyIn }) => onlyIn === 'log').map(({ feature }) => feature)).toEqual([
      'ann_score',
      'u_price_level',
      'u_tenure_days',
      'ctx_hour',
      'ctx_search',
    ]);
    const at = async (slice: string) => named((await sessionSkew(session, slices, { slice })).features);
    const [dutch, others] = [await at("locale = 'nl'"), await at("locale <> 'nl'")];
    const since = await at("locale = 'nl' AND served_at >= '2026-06-09'");
    expect(since.get('f.i_ctr_1d')!.rowMismatch).toBeGreaterThan(0.995);
    expect(dutch.get('f.i_ctr_1d')).toMatchObject({
      onset: { onset: '2026-06-09', end: null },
      drift: { flags: ['psi', 'ks', 'tail'] },
    });
    // Elsewhere it is the cold cache that is left.
    expect(others.get('f.i_ctr_1d')!.rowMismatch).toBe(others.get('f.i_ctr_28d')!.rowMismatch);
    expect(others.get('f.i_ctr_1d')!.onset!.onset).toBeNull();
  });

  it('R5: flags the feature that is written after the click, and no other', async () => {
    const { session } = await opened({
      path: path.resolve('samples/cases/R5'),
      cacheDir: temporaryFolder(),
      memory: true,
    });
    const slices = new SessionSlices(session);
    const found = await sessionSkew(session, slices, { model: 'treatment' });
    expect(found.features.filter(({ afterOutcome }) => afterOutcome).map(({ feature }) => feature)).toEqual([
      'x_session_views',
    ]);
    const leaking = named(found.features).get('x_session_views')!;
    // Only clicked rows differ, each by the click itself, and the model splits on it.
    expect(leaking.byOutcome.find(({ outcome }) => outcome === 'click')).toMatchObject({ withoutFailed: 0 });
    expect(leaking.errors!.bias).toBeCloseTo(leaking.rowMismatch!, 12);
    expect(leaking.splitCross).toBeGreaterThan(0);
    expect(leaking.splitCross).toBeLessThanOrEqual(leaking.rowMismatch!);
    const control = named((await sessionSkew(session, slices, { features: ['x_session_views'] })).features);
    expect(control.get('x_session_views')!.splitCross).toBeNull();
  });
});
