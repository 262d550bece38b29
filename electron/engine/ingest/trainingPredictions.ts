import path from 'node:path';
import { blendedNames } from '../../../shared/case/blendedNames';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { orSentence } from '../scoring/modelFailure';
import { isNumeric, typeClass } from '../sql/ingest/cells';
import { dropTable } from '../sql/ingest/staging';
import { createSteps, trainingCounts } from '../sql/scoring/quantiles';
import type { BuildContext } from './buildContext';
import { type LogSource, openFiles, requireColumn } from './readers/logSource';

/**
 * Reads the training predictions of every model that names some into `quantile_steps_<n>_<k>`. Why those of a model
 * cannot be used goes into `errors`, a sentence by model number.
 */
export async function readTrainingPredictions(context: BuildContext, errors: Map<number, string>): Promise<void> {
  const { loaded, signal } = context;
  for (const [index, model] of loaded.case.models.entries()) {
    if (!model.training || errors.has(index + 1)) continue;
    context.step(`Reading training predictions of ${model.name}`);
    const { reason } = await orSentence(() => readPredictions(context, model, index), signal);
    if (reason !== null) errors.set(index + 1, reason);
  }
}

async function readPredictions(context: BuildContext, model: ResolvedModel, index: number): Promise<void> {
  const files = context.loaded.inputs.training[index]!;
  const staged = `training_source_${index + 1}`;
  try {
    const source = await openFiles(context, files, 'auto', staged);
    for (const [at, name] of blendedNames(model).entries()) {
      await readColumn(context, { source, file: files[0]!, name, n: index + 1, k: at + 1 });
    }
  } finally {
    await context.db.run(dropTable(staged));
  }
}

interface TrainingColumn {
  source: LogSource;
  file: string;
  name: string;
  n: number;
  k: number;
}

async function readColumn({ db, signal }: BuildContext, { source, file, name, n, k }: TrainingColumn): Promise<void> {
  const column = requireColumn(source.columns, name, { key: 'blending.training', file });
  const unusable = (what: string) =>
    new RankscopeError({
      code: 'input',
      message: `blending.training: the column "${name}" of ${path.basename(file)} ${what}.`,
      hint: `Give it the predictions of "${name}" on training rows, as numbers.`,
      where: { file, column: name },
    });
  if (!isNumeric(column.type) && typeClass(column.type) !== 'text') {
    throw unusable(`holds ${column.type}, not numbers`);
  }
  const { rows, numbers, bad, example } = (await db.readOne(trainingCounts(source.relation, column), { signal }))!;
  if (Number(bad) > 0) throw unusable(`holds "${String(example).slice(0, 40)}", which is not a number`);
  if (Number(numbers) === 0) throw unusable(`has no number in its ${Number(rows).toLocaleString('en-US')} rows`);
  await db.run(createSteps(n, k, source.relation, column), { signal });
}
