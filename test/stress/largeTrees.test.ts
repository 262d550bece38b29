import { expect, it } from 'vitest';
import { scoreLargeTrees, treeFormats } from '../engine/scoring/support/largeTrees';

it.each(Object.keys(treeFormats) as (keyof typeof treeFormats)[])(
  'scores a forest of 100 MB exactly, and refuses its first half: %s',
  async (name) => {
    const { bytes, trees, seconds, reasons, scores, expected } = await scoreLargeTrees(name, 100);
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${name}: ${(bytes / 1e6).toFixed(0)} MB, ${trees} trees, both files in ${seconds.toFixed(1)} s, at most ${memory} MB of memory, ${JSON.stringify(reasons)}`,
    );
    expect(bytes).toBeGreaterThan(100e6);
    expect(reasons).toEqual([expect.stringMatching(/cut\.m\.(txt|json|ubj|onnx)/), null]);
    expect(scores).toEqual(expected);
  },
);
