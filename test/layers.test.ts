import { describe, expect, it } from 'vitest';
import { importProblem, layerOf, layerProblems } from '../scripts/layers.mjs';
import { shapeProblems } from '../scripts/shapes.mjs';
import { productFolders, readSource, readSources } from '../scripts/sources.mjs';

const problemsOf = (file: string, text: string) => layerProblems([readSource(file, text)]);

describe('layers', () => {
  const sources = readSources(productFolders);

  it('lets no folder import against the table', () => {
    expect(layerProblems(sources)).toEqual([]);
  });

  it('keeps files short and exports named', () => {
    expect(shapeProblems(sources)).toEqual([]);
  });

  it.each([
    ['shared/a.ts', 'node:fs'],
    ['shared/a.ts', 'yaml'],
    ['shared/a.ts', '../electron/engine/b'],
    ['renderer/a.ts', 'electron'],
    ['renderer/a.ts', 'node:path'],
    ['renderer/a.ts', '../electron/engine/b'],
    ['electron/main/a.ts', '../engine/b'],
    ['electron/preload/a.ts', 'node:fs'],
    ['electron/engine/db/a.ts', 'electron'],
    ['electron/engine/compare/a.ts', '@duckdb/node-api'],
    ['electron/engine/scoring/other.ts', 'onnxruntime-node'],
    ['electron/engine/embeddings/other.ts', 'usearch'],
    ['electron/engine/a.ts', 'node:http'],
    ['electron/engine/a.ts', '../serve/b'],
    ['electron/cli/a.ts', '../main/b'],
    ['electron/serve/a.ts', '@duckdb/node-api'],
    ['samples/a/generate.ts', '../../electron/engine/b'],
    ['shared/a.ts', './b.ts'],
  ])('refuses that %s imports %s', (file, name) => {
    expect(importProblem(file, layerOf(file), name)).toContain(file);
  });

  it.each([
    ['shared/a.ts', 'zod'],
    ['renderer/app/a.tsx', '../../shared/b'],
    ['electron/main/a.ts', 'electron'],
    ['electron/engine/db/a.ts', '@duckdb/node-api'],
    ['electron/engine/scoring/onnxSession.ts', 'onnxruntime-node'],
    ['electron/engine/embeddings/usearchIndex.ts', 'usearch'],
    ['electron/serve/a.ts', '../engine/createEngine'],
    ['electron/cli/a.ts', 'node:fs/promises'],
  ])('allows that %s imports %s', (file, name) => {
    expect(importProblem(file, layerOf(file), name)).toBeUndefined();
  });

  it('sees imports in every form', () => {
    const forms = [
      `import type { A } from 'electron';`,
      `export { a } from 'electron';`,
      `const a = await import('electron');`,
      `type A = import('electron').App;`,
      `const a = require('electron');`,
      `import a = require('electron');`,
    ];
    for (const form of forms) expect(problemsOf('electron/engine/a.ts', form), form).toHaveLength(1);
  });

  it('keeps SQL text inside its builders', () => {
    const text = 'export const a = `SELECT x FROM log`;';
    expect(problemsOf('electron/engine/compare/a.ts', text)).toHaveLength(1);
    expect(problemsOf('electron/engine/sql/compare/a.ts', text)).toEqual([]);
  });

  it('keeps the truth of samples out of the product', () => {
    expect(problemsOf('renderer/a.ts', `export const a = 'samples/x/truth/y.csv';`)).toHaveLength(1);
  });

  it('refuses barrels, default exports and export stars', () => {
    const shapes = (file: string, text: string) => shapeProblems([readSource(file, text)]);
    expect(shapes('shared/index.ts', 'export const a = 1;')).toHaveLength(1);
    expect(shapes('shared/a.ts', `export { b } from './b';`)).toHaveLength(1);
    expect(shapes('shared/a.ts', `export const a = 1;\nexport * from './b';`)).toHaveLength(1);
    expect(shapes('shared/a.ts', 'export default 1;')).toHaveLength(1);
    expect(shapes('shared/a.ts', 'export const a = 1;\n'.repeat(501))).toHaveLength(1);
  });
});
