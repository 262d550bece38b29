import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXgboost } from '../../../electron/engine/scoring/xgboost/readXgboost';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { pathDependentShap } from '../../../shared/trees/shap/pathDependentShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { expectedOf, fixtureFolder, fixtureText, inputRows } from './support/fixtures';

const names = readdirSync(fixtureFolder)
  .filter((file) => file.endsWith('.expected.json'))
  .map((file) => file.slice(0, -'.expected.json'.length))
  .filter((name) => expectedOf(name).contributions !== null);

describe('path-dependent TreeSHAP', () => {
  it.each(names)("equals the library's pred_contrib: %s", (name) => {
    const trees = read(name);
    const { inputs, contributions } = expectedOf(name);
    const rows = inputRows(inputs);
    const features = trees.featureNames.length;
    // The library's contributions of averaged forests are those of the sum of the trees.
    const scale = trees.aggregate === 'average' ? trees.roots.length / trees.outputs : 1;
    const columns = Array.from({ length: features }, (_, at) => Float64Array.from(rows, (row) => row[at]!));
    const paths = rowPaths(trees, { rows: rows.length, columns });
    const differences: number[] = [];
    for (let output = 0; output < trees.outputs; output++) {
      const game = treeGame(trees, output);
      rows.forEach((_, row) => {
        const wanted = contributions[row]!.slice(output * (features + 1), (output + 1) * (features + 1));
        const found = pathDependentShap(game, paths, row);
        [...found.contributions, found.base].forEach((value, at) => {
          differences.push(Math.abs(value * scale - wanted[at]!) / Math.max(1, Math.abs(wanted[at]!)));
        });
      });
    }
    expect(differences).toHaveLength(rows.length * trees.outputs * (features + 1));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });
});

function read(name: string): TreeEnsemble {
  if (name.startsWith('lgb_')) return readLightgbm(fixtureText(`${name}.txt`), name);
  const file = ['json', 'ubj']
    .map((end) => `${name}.${end}`)
    .find((each) => existsSync(path.join(fixtureFolder, each)))!;
  return readXgboost(readFileSync(path.join(fixtureFolder, file)), file);
}
