import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectionDefaults } from '../../../electron/engine/embeddings/projectionSettings';
import { projectVectors } from '../../../electron/engine/embeddings/projectVectors';
import { mapQuality } from '../../../shared/embeddings/mapQuality';
import { exactNeighbors } from '../../../shared/embeddings/neighbors';
import { vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { dataFolder, hasData } from '../support/dataFolder';

const folder = path.join(dataFolder, 'digits');

function numbers(file: string): number[][] {
  const [, ...lines] = readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.split(',').map(Number));
}

function digits(rows: number) {
  const table = numbers('digits.csv').slice(0, rows);
  const data = Float32Array.from(table.flatMap((row) => row.slice(2)));
  return { labels: table.map((row) => row[1]!), vectors: { rows: table.length, dimension: 64, data } };
}

/** Share of points whose label is the most frequent one (the smallest of several) among their 15 nearest on the map. */
function accuracy(points: Float32Array, labels: readonly number[]): number {
  const rows = labels.length;
  const { indices } = exactNeighbors(vectorSpace({ rows, dimension: 2, data: points }, 'euclidean'), 15);
  const right = labels.filter((label, row) => {
    const counts = new Array<number>(10).fill(0);
    for (const near of indices.subarray(row * 15, (row + 1) * 15)) counts[labels[near]!]! += 1;
    return counts.indexOf(Math.max(...counts)) === label;
  });
  return right.length / rows;
}

describe.skipIf(!hasData)('data: handwritten digits', () => {
  const reference = () => JSON.parse(readFileSync(path.join(folder, 'reference_quality.json'), 'utf8'));

  it.each([1000, 1797])('keep their neighbors on the map of the first %d', async (rows) => {
    const { labels, vectors } = digits(rows);
    const { x, y, quality } = await projectVectors(vectors, { ...projectionDefaults, metric: 'euclidean' });
    const points = Float32Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? x : y)[at >> 1]!);
    const theirs = reference().umapjs_unsupervised_first1000_nNeighbors5;
    expect(accuracy(points, labels)).toBeGreaterThanOrEqual(theirs.knn_acc_15);
    expect(quality!.trustworthiness).toBeGreaterThanOrEqual(theirs.trustworthiness_15);
    expect(quality!.trustworthiness).toBeGreaterThanOrEqual(0.97);
  });

  it('have the quality that another program found for a map of umap-js', () => {
    const { labels, vectors } = digits(1000);
    const data = Float32Array.from(numbers('umapjs_embedding_unsupervised_first1000.csv').flat());
    const map = vectorSpace({ rows: 1000, dimension: 2, data }, 'euclidean');
    const quality = mapQuality(vectorSpace(vectors, 'euclidean'), map, 15);
    const expected = reference().umapjs_unsupervised_first1000_nNeighbors5;
    expect(quality.trustworthiness).toBeCloseTo(expected.trustworthiness_15, 12);
    expect(quality.knnPreservation).toBeCloseTo(expected.knn_recall_15, 12);
    expect(accuracy(data, labels)).toBe(expected.knn_acc_15);
  });
});
