import { z } from 'zod';
import { normalizations } from '../blend/normalize';
import { valueForms } from '../blend/valueModel';
import { chosenName, columnName, filePath, filePaths, instant, sqlText } from './fields';

export const modelFormats = ['auto', 'onnx', 'lightgbm', 'xgboost', 'scores', 'trec', 'mlflow'] as const;

const input = z.strictObject({
  column: z.union([columnName, z.array(columnName).min(1)]).optional(),
  dtype: z.enum(['float32', 'float64', 'int32', 'int64', 'bool', 'string']).optional(),
  length: z.int().min(1).optional(),
  pad: z.union([z.number(), z.string()]).optional(),
  scope: z.enum(['row', 'request']).optional(),
});

const served = z.union([
  z.boolean(),
  z.strictObject({
    where: sqlText.optional(),
    score: columnName.optional(),
    link: z.enum(['none', 'sigmoid', 'exp', 'affine', 'fit']).optional(),
  }),
]);

export const modelSchema = z.strictObject({
  name: chosenName,
  file: filePath
    .optional()
    .describe('.onnx, LightGBM .txt, XGBoost .json or .ubj, scores .parquet or .csv, a TREC run'),
  format: z.enum(modelFormats).optional(),
  columns: z
    .strictObject({ request: columnName.optional(), item: columnName.optional(), score: columnName.optional() })
    .optional()
    .describe('Columns of a score file, where they differ from those of the log'),
  features: z.array(columnName).optional().describe('Input order; default: names in the file'),
  rename: z.record(z.string(), columnName).optional().describe('Name in the file to name in the log'),
  missing: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .optional()
    .describe('What serving writes for a missing value: a number, nan, or a text where the model takes text'),
  inputs: z.record(z.string(), input).optional(),
  output: z
    .string()
    .min(1)
    .optional()
    .describe(
      'tensor or tensor[column]; of LightGBM and XGBoost prediction (default) or raw, with [column] where there are several',
    ),
  served: served.optional(),
  featuresFrom: z.enum(['logged', 'recomputed', 'logged-then-recomputed']).optional(),
  listwise: z.boolean().optional(),
  trained: z
    .strictObject({ from: instant.optional(), to: instant.optional(), label: z.string().min(1).optional() })
    .optional(),
  objectives: z
    .record(z.string().min(1), z.string().min(1))
    .optional()
    .describe('Several outputs of one file: the name of each objective, and its output as under output:'),
  blend: z
    .record(z.string().min(1), z.number())
    .optional()
    .describe(
      'Weight of each objective (default 1); of a model without a file, weight of other models or of model:objective',
    ),
  blending: z
    .strictObject({
      value: z.enum(valueForms).optional(),
      normalize: z.enum(normalizations).optional(),
      training: filePaths
        .optional()
        .describe(
          'Of quantile_global: a table of training predictions, a column of numbers for each name that is blended',
        ),
    })
    .optional()
    .describe('How they are blended; default: the sum of predictions as they are'),
});

export const embeddingSchema = z.strictObject({
  name: z.string().min(1),
  entity: z.enum(['item', 'user', 'request']),
  role: z.enum(['item', 'query', 'user']).optional(),
  version: z.string().min(1).optional(),
  path: filePath,
  id: columnName.optional(),
  vector: columnName,
  metric: z.enum(['cosine', 'dot', 'euclidean']).optional(),
});
