import { describe, expect, it } from 'vitest';
import { loadUsearch } from '../../../electron/engine/embeddings/usearchIndex';

describe('the index of vectors', () => {
  it('is none where its library cannot be loaded', async () => {
    const noBinary = () => Promise.reject(new Error('No native build was found for platform=plan9'));
    expect(await loadUsearch(noBinary)).toBeNull();
  });

  it('finds the nearest of what was added, one query or several', async () => {
    const index = (await loadUsearch())!(2);
    index.add(0, Float32Array.of(0, 0, 5, 5));
    index.add(2, Float32Array.of(9, 9));
    expect(index.search(Float32Array.of(6, 6), 2)).toEqual({ rows: Uint32Array.of(1, 2), counts: Uint32Array.of(2) });
    const several = index.search(Float32Array.of(0, 1, 9, 8), 4);
    expect(several.counts).toEqual(Uint32Array.of(3, 3));
    expect([...several.rows.subarray(0, 3), ...several.rows.subarray(4, 7)]).toEqual([0, 1, 2, 2, 1, 0]);
  });
});
