import { expect, it } from 'vitest';
import { scoreLargeTrees, treeFormats } from './support/largeTrees';

// `npm run stress` does the same with 100 MB.
it.each(Object.keys(treeFormats) as (keyof typeof treeFormats)[])(
  'scores a large forest exactly, and refuses its first half: %s',
  async (name) => {
    const { bytes, reasons, scores, expected } = await scoreLargeTrees(name, 1);
    expect(bytes).toBeGreaterThan(1e6);
    expect(reasons).toEqual([expect.stringMatching(/cut\.m\.(txt|json|ubj|onnx)/), null]);
    expect(scores).toEqual(expected);
  },
);
