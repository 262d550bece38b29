import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from '../support/bench';
import { featureCase } from '../support/generate';
import { fastestOfBoth, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

const width = 12;

/** A build that scores an ONNX forest, against one without it and the run time alone. */
export const score: Bench = {
  name: 'score',
  what: 'an ONNX forest of 60 trees over 12 features',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const plain = await featureCase(path.join(context.folder, 'plain'), rows);
    const scored = path.join(context.folder, 'forest');
    mkdirSync(scored);
    const model = path.resolve('samples/souq/models/candidate.onnx');
    copyFileSync(model, path.join(scored, 'forest.onnx'));
    copyFileSync(path.join(plain, 'log.parquet'), path.join(scored, 'log.parquet'));
    const features = Array.from({ length: width }, (_, i) => `f_${String(i).padStart(2, '0')}`);
    const yaml = readFileSync(path.join(plain, 'case.yaml'), 'utf8');
    const models = `models:\n  - { name: forest, file: forest.onnx, features: [${features.join(', ')}] }\n`;
    writeFileSync(path.join(scored, 'case.yaml'), yaml + models);
    const build = (folder: string) => measureCli(context, ['build', folder, '--private', '--json']);
    const both = await fastestOfBoth(
      context.repeat,
      () => build(scored),
      () => build(plain),
    );
    const { models: states } = JSON.parse(both.ours.output) as { models: { state: string; scoredRows: number }[] };
    if (states[0]?.scoredRows !== rows) throw new Error(`the model was not scored: ${JSON.stringify(states)}`);
    const raw = await measureRole('rawScores', [model, String(rows), String(width)]);
    const alone = (JSON.parse(raw.output) as { seconds: number }).seconds;
    const baseline = {
      what: 'a build without it, and ONNX Runtime alone over a matrix in memory',
      seconds: both.baseline.seconds + alone,
      cpuSeconds: both.baseline.cpuSeconds + raw.cpuSeconds,
      peakMb: both.baseline.peakMb,
    };
    return [compared({ name: 'score', what: `build with ${score.what}`, rows }, both.ours, baseline)];
  },
};
