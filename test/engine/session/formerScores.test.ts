import { describe, expect, it } from 'vitest';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { objectiveFiles } from '../objectives/objectiveCase';
import { caseFolder, writeFiles } from './caseFolder';

const files = objectiveFiles(60, { weights: false });

/** Builds the case in its folder, and says which models were run over the log. */
async function build({ folder, cacheDir }: { folder: string; cacheDir: string }) {
  const ran = new Set<string>();
  const progress = (_: number, total: number | null, text: string) => {
    if (total !== null && text.startsWith('Scoring ')) ran.add(text.slice(8));
  };
  const { session } = await openCase({ path: folder, cacheDir }, { progress });
  return { session, ran: [...ran] };
}

/** A hash of a table of scores, row order included. */
async function bits({ db }: Session, table: string): Promise<unknown> {
  const text = `SELECT bit_xor(hash(row_id, score, rowid))::VARCHAR AS bits, count(*)::DOUBLE AS rows FROM ${table}`;
  return db.readOne({ text });
}

const withCase = (change: (text: string) => string) => ({ 'case.yaml': change(String(files['case.yaml'])) });

describe('a session that is built again', () => {
  it('blends by other weights and names without running any model again', async () => {
    const place = caseFolder(files);
    const first = await build(place);
    expect(first.ran).toEqual(['m']);
    const heads = await Promise.all(['scores_1_1', 'scores_1_3'].map((table) => bits(first.session, table)));
    const [before] = first.session.models;
    await first.session.close();
    writeFiles(
      place.folder,
      withCase((text) =>
        text
          .replace('click: 1, order: 4', 'clicked: 1, margin: -2')
          .replace('{ click: "prediction[0]"', '{ clicked: "prediction[0]"')
          .replace('name: m\n', 'name: renamed\n')
          .replace('{ "m:click": 0.5, m: 0.5 }', '{ "renamed:clicked": 1 }'),
      ),
    );
    const second = await build(place);
    expect(second.ran).toEqual([]);
    expect(await Promise.all(['scores_1_1', 'scores_1_3'].map((table) => bits(second.session, table)))).toEqual(heads);
    const [record] = second.session.models;
    expect(record).toMatchObject({
      name: 'renamed',
      state: 'ready',
      features: before!.features,
      scoredRows: before!.scoredRows,
    });
    expect(record!.heads.map(({ name }) => name)).toEqual(['clicked', 'order', 'margin', 'likes']);
    expect(record!.heads.map(({ key }) => key)).toEqual(before!.heads.map(({ key }) => key));
    expect(record!.key).not.toBe(before!.key);
    const off = await second.session.db.readOne({
      text: 'SELECT count(*)::DOUBLE AS n FROM scores_1 b JOIN scores_1_1 c USING (row_id) JOIN scores_1_3 m USING (row_id) WHERE b.score <> c.score + -2 * m.score',
    });
    expect(off!.n).toBe(0);
    await second.session.close();
  });

  it('runs a model again whose rows, features or outputs are others', async () => {
    const place = caseFolder(files);
    await (await build(place)).session.close();
    const changes = [
      (text: string) => text.replace('raw[2]', 'raw[1]'),
      (text: string) => text.replace('blend: { click: 1, order: 4 }', 'missing: { sparse: 0 }'),
      (text: string) => text.replace('  columns: { request: q', '  where: pos < 5\n  columns: { request: q'),
    ];
    for (const change of changes) {
      writeFiles(place.folder, withCase(change));
      const { session, ran } = await build(place);
      expect(session.models[0]!.reason).toBeNull();
      expect(ran).toEqual(['m']);
      await session.close();
    }
  });
});
