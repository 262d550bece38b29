import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scoreModels } from '../../../../electron/engine/scoring/scoreModels';
import { writeOnnx } from '../../../../samples/tools/onnxWriter';
import { caseOf, logFeatures, readScores, withSession } from './scoringCase';

/** Scores a network of about that many megabytes, and the same file cut in the middle, over four rows. */
export function scoreLargeModel(megabytes: number) {
  return withSession(async (db, folder) => {
    await logFeatures(
      db,
      ['a', 'b'],
      [
        [1, 0],
        [0, 1],
        [1, 1],
        [0, 0],
      ],
    );
    const width = Math.ceil(Math.sqrt((megabytes * 1e6) / 4));
    const row = (value: number) => new Array<number>(width).fill(value);
    const layers = [
      { weights: [row(1 / width), row(2 / width)], bias: row(0), activation: 'none' as const },
      { weights: Array.from({ length: width }, () => row(1 / width)), bias: row(0), activation: 'none' as const },
      { weights: row(1).map((value) => [value]), bias: [0], activation: 'none' as const },
    ];
    const bytes = writeOnnx({ name: 'large', features: ['a', 'b'], layers });
    for (const name of ['large', 'cut']) writeFileSync(path.join(folder, `${name}.onnx`), bytes);
    truncateSync(path.join(folder, 'cut.onnx'), bytes.length / 2);
    const models = ['cut', 'large'].map((name) => ({ name, file: `${name}.onnx`, format: 'onnx' }));
    const started = performance.now();
    const records = await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: false });
    return {
      bytes: bytes.length,
      seconds: (performance.now() - started) / 1000,
      reasons: records.map(({ reason }) => reason),
      scores: await readScores(db, 2),
    };
  });
}
