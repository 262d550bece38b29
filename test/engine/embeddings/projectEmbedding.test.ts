import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectEmbedding } from '../../../electron/engine/embeddings/projectEmbedding';
import { readEmbedding } from '../../../electron/engine/embeddings/readEmbedding';
import { openFiles } from '../session/caseFolder';

const embeddings = path.resolve('samples/souq/embeddings');
const log = 'q,d\n1,it00001\n1,it00002\n';

/** The item vectors of both index versions of samples/souq, and whatever else, beside a log of one list. */
function open(more: Record<string, string> = {}, listed = '') {
  return openFiles({
    'case.yaml': `rankscope: 1
name: maps
log: { path: log.csv, columns: { request: q, item: d } }
embeddings:
  - { name: items x1, entity: item, role: item, version: x1, path: v1.csv.gz, id: item_id, vector: "e_*" }
  - { name: items x2, entity: item, role: item, version: x2, path: v2.csv.gz, id: item_id, vector: "e_*" }
${listed}`,
    'log.csv': log,
    'v1.csv.gz': readFileSync(path.join(embeddings, 'items_v1.csv.gz')),
    'v2.csv.gz': readFileSync(path.join(embeddings, 'items_v2.csv.gz')),
    ...more,
  });
}

describe('a map of an embedding of a session', () => {
  it('has a place for every item of each version', async () => {
    const { session, rows } = await open();
    for (const [at, name] of ['items x1', 'items x2'].entries()) {
      const map = await projectEmbedding(session, { embedding: name });
      const ids = await rows(`SELECT id FROM embedding_${at + 1} ORDER BY id`);
      expect(map.ids).toEqual(ids.map(({ id }) => id));
      expect([...map.x, ...map.y].every(Number.isFinite)).toBe(true);
      expect([map.x.length, map.y.length, map.rows]).toEqual([ids.length, ids.length, ids.length]);
      expect(map).toMatchObject({
        embedding: name,
        version: `x${at + 1}`,
        engine: 'fast',
        seed: 0,
        settings: { metric: 'cosine', neighbors: 15, minDist: 0.1, spread: 1, epochs: 500, seed: 0 },
        neighborSearch: { method: 'exact', recall: 1 },
        sampledOf: null,
        leftOut: { notFinite: 0, zero: 0 },
        notes: [],
      });
      expect(map.quality!.trustworthiness).toBeGreaterThan(0.9);
      expect(map.quality!.points).toBe(map.rows);
    }
  });

  it('is of a sample where there are more vectors than asked for, the same ids in both versions', async () => {
    const { session } = await open();
    const options = { limit: 100, epochs: 20, seed: 3 };
    const first = await projectEmbedding(session, { embedding: 'items x1', ...options });
    const second = await projectEmbedding(session, { embedding: 'items x2', ...options });
    expect(first.ids).toHaveLength(100);
    expect(first.ids).toEqual([...first.ids].sort());
    expect(first.ids.filter((id) => second.ids.includes(id)).length).toBeGreaterThan(90);
    expect(first.notes[0]).toMatch(/^100 of [\d,]+ vectors, drawn by seed 3; every number is of these\.$/);
    expect(first.sampledOf).toBeGreaterThan(100);
    const again = await projectEmbedding(session, { embedding: 'items x1', ...options });
    expect(again).toEqual(first);
    const other = await projectEmbedding(session, { embedding: 'items x1', ...options, seed: 4 });
    expect(other.ids).not.toEqual(first.ids);
  });

  it('reads the vectors of its ids, of a sample too', async () => {
    const { session, rows } = await open();
    const [built] = session.meta.itemSources.embeddings;
    for (const most of [7, 5000]) {
      const { ids, data, dimension, sampled } = await readEmbedding(session.db, built!, { most, seed: 1 });
      const vectors = await rows('SELECT id, vector::VARCHAR AS vector FROM embedding_1');
      const byId = new Map(vectors.map(({ id, vector }) => [id, Float32Array.from(JSON.parse(String(vector)))]));
      expect([ids.length, sampled]).toEqual(most === 7 ? [7, true] : [1200, false]);
      expect(data).toHaveLength(ids.length * dimension);
      for (const [row, id] of ids.entries()) {
        expect(data.subarray(row * dimension, (row + 1) * dimension)).toEqual(byId.get(id));
      }
    }
  });

  it('says what it leaves out and what cannot be told', async () => {
    const vectors = Array.from({ length: 20 }, (_, row) => `a${row},${row === 4 ? 0 : Math.sin(row)}`);
    const { session } = await open(
      { 'thin.csv': `d,e_0\n${vectors.join('\n')}\n` },
      '  - { name: thin, entity: item, path: thin.csv, id: d, vector: "e_*" }\n',
    );
    const map = await projectEmbedding(session, { embedding: 'thin' });
    expect(map.ids).not.toContain('a0');
    expect(map).toMatchObject({ rows: 18, dimensions: 1, quality: null, leftOut: { notFinite: 0, zero: 2 } });
    expect(map.notes).toEqual([
      '2 vectors of length 0 left out: under cosine they have no direction.',
      'Its quality is not told: 15 neighbors need 31 points or more.',
      'Vectors of one number have no second direction: up and down mean nothing.',
    ]);
  });

  it('refuses a name that the case does not have', async () => {
    const { session } = await open();
    await expect(projectEmbedding(session, { embedding: 'items x3' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no embedding "items x3".',
      hint: 'The case has items x1, items x2.',
    });
  });
});
