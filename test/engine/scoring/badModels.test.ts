import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { scoreLargeModel } from './support/largeModel';
import { caseOf, type ModelText, withSession } from './support/scoringCase';
import { copyModel, loadSmallSample } from './support/smallSample';

/** Scores `models` over the small sample, with files made by `write`. */
function score(models: ModelText[], write: (folder: string, good: Buffer) => Promise<unknown> = async () => {}) {
  return withSession(async (db, folder) => {
    await loadSmallSample(db);
    const good = await readFile(await copyModel('baseline.onnx', folder));
    await write(folder, good);
    return scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: false });
  });
}

const onnx = (name: string, more: object = {}): ModelText => ({ name, file: `${name}.onnx`, format: 'onnx', ...more });

describe('models that cannot be scored', () => {
  it('says what is wrong with broken files and scores the rest', async () => {
    const records = await score(
      [onnx('truncated'), onnx('noise'), onnx('empty'), onnx('pointer'), onnx('flipped'), onnx('baseline')],
      async (folder, good) => {
        const write = (name: string, bytes: Buffer | string) => writeFile(path.join(folder, `${name}.onnx`), bytes);
        await write('truncated', good.subarray(0, 200));
        await write('noise', Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 251)));
        await write('empty', '');
        await write('pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n');
        await write('flipped', Buffer.from(good.toString('latin1').replaceAll('Gemm', 'Gexx'), 'latin1'));
      },
    );
    expect(records.map(({ state }) => state)).toEqual([...Array(5).fill('failed'), 'ready']);
    for (const { reason } of records.slice(0, 4))
      expect(reason).toMatch(/is not a readable ONNX file: .*\. The file may/);
    expect(records[4]!.reason).toMatch(/could not be loaded: it uses the operator Gexx/);
  });

  it('names a feature that the log lacks and the nearest one', async () => {
    const features = [
      'f_text_match',
      'f_price_log',
      'f_ctr_28',
      'f_popularity',
      'f_rating',
      'f_age_days',
      'f_affinity',
      'f_in_stock',
    ];
    const [record] = await score([onnx('baseline', { features })]);
    expect(record).toMatchObject({ state: 'failed', features: [] });
    expect(record!.reason).toContain(
      'needs the feature "f_ctr_28", which the log\'s features lack; the nearest name is "f_ctr_28d"',
    );
  });

  it('scores a large file and refuses its first half', async () => {
    const { bytes, reasons, scores } = await scoreLargeModel(4);
    expect(bytes).toBeGreaterThan(4e6);
    expect(reasons).toEqual([expect.stringMatching(/cut\.onnx is not a readable ONNX file/), null]);
    expect(scores.map((score) => Math.round(score! * 1000) / 1000)).toEqual([1, 2, 3, 0]);
  });

  it('leaves out a model that ended the engine twice in a row', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      await copyModel('baseline.onnx', folder);
      const input = { db, case: caseOf([onnx('baseline')]), folder, sessionDir: folder, union: false };
      const [first] = await scoreModels(input);
      const end = () => writeFile(path.join(folder, 'scoring.pending'), `${first!.key} 0\n`);
      await end();
      expect((await scoreModels(input))[0]!.state).toBe('ready');
      expect((await readdir(folder)).filter((name) => name.startsWith('scoring.'))).toEqual([]);
      await end();
      await writeFile(path.join(folder, 'scoring.crashed'), `${first!.key} 0\n`);
      for (let start = 0; start < 2; start++) {
        const [record] = await scoreModels(input);
        expect(record!.state).toBe('failed');
        expect(record!.reason).toContain('ended the engine the last two times');
      }
      await writeFile(path.join(folder, 'scoring.crashed'), '');
      expect((await scoreModels(input))[0]!.state).toBe('ready');
    });
  });
});
