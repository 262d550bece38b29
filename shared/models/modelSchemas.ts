import { z } from 'zod';
import { fidelitySchema } from '../fidelity/fidelitySchemas';
import { modelSchema } from '../schemas/session';

const count = z.number();
const value = z.union([z.number(), z.string(), z.boolean()]).nullable();

/**
 * What one input takes from the log. `name` is the name in the file (`matrix[3]` where a matrix has no names), `column`
 * the log column behind it; an array or list of the log is one entry of several `values`.
 */
export const modelInputSchema = z.object({
  /** The tensor that it fills; `features` of a forest. */
  input: z.string(),
  name: z.string(),
  column: z.string(),
  values: count,
  type: z.string(),
  /** `request`: the value of the first row of each request. */
  scope: z.enum(['row', 'request']),
  /** Which features give it: the logged ones, recomputed ones, or the recomputed where the logged one is missing. */
  source: z.enum(['logged', 'recomputed', 'both']),
  /** What stands for a missing value (`missing:` or `pad:`), and what serving fills in (`features.defaults`); null: nothing. */
  missing: value,
  default: value,
  /**
   * Rows of the log that have a value, have none, hold NaN, and equal `default`, or `missing` where there is no default
   * (null: neither). The first three add up to the rows. A value of several elements is missing where one of them is.
   */
  filled: count,
  nulls: count,
  nans: count,
  atDefault: count.nullable(),
});
export type ModelInput = z.infer<typeof modelInputSchema>;

/** An input or output as the file declares it; a free dimension is its name or null. */
export const tensorSchema = z.object({
  name: z.string(),
  /** Null: a map or a sequence. */
  type: z.string().nullable(),
  shape: z.array(z.union([z.number(), z.string()]).nullable()),
});

/** What a forest is made of; the fields are those of `ForestSummary`. */
export const forestSchema = z.object({
  trees: count,
  leaves: count,
  depth: count,
  splits: count,
  categoricalSplits: count,
  featuresUsed: count,
  features: count,
  outputs: count,
  aggregate: z.enum(['sum', 'average', 'min', 'max']),
  precision: z.enum(['float32', 'float64']),
  base: z.array(z.number()),
  link: z.string(),
  objective: z.string().nullable(),
  hasGain: z.boolean(),
  hasCover: z.boolean(),
});

/** What an ONNX graph is made of. */
export const graphSchema = z.object({
  irVersion: count.nullable(),
  producer: z.string().nullable(),
  opsets: z.array(z.object({ domain: z.string(), version: count })),
  nodes: count,
  /** By count, then by name; nodes of inner graphs (If, Loop, Scan) and functions included. */
  operators: z.array(z.object({ name: z.string(), count })),
  /** Elements of all initializers and constants. */
  parameters: count,
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
});

const trained = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  label: z.string().nullable(),
  /** Rows of the log inside the window; null where the log has no time or the window no bound. */
  rows: count.nullable(),
});

/** One model of a case: its file, what feeds it, what it gives, what is in it, and what came of scoring it. */
export const modelPageSchema = z.object({
  name: z.string(),
  kind: modelSchema.shape.kind,
  state: modelSchema.shape.state,
  reason: z.string().nullable(),
  /** Relative to the case folder where it lies inside. */
  file: z.string().nullable(),
  /** The file lies in a folder that MLflow wrote. */
  mlflow: z.boolean(),
  /** Library and version of the format, such as `LightGBM v4`; null where the file does not tell or was not read. */
  format: z.string().nullable(),
  /** Null: the file is not there now. */
  bytes: count.nullable(),
  /** Of the file as it was scored; null: it was never read. */
  sha256: z.string().nullable(),
  /** The file is not the one that the session was built from: size or time differ. Null where nobody can tell. */
  changed: z.boolean().nullable(),
  /** Files beside an ONNX file that hold its weights. */
  weights: z.array(z.string()),
  /** Equal keys mean equal scores. */
  key: z.string(),
  served: z.object({ where: z.string().nullable(), score: z.string().nullable(), link: z.string() }).nullable(),
  trained: trained.nullable(),
  featuresFrom: z.enum(['logged', 'recomputed', 'logged-then-recomputed']),
  listwise: z.boolean(),
  /** Rows are null until scored. */
  objectives: z.array(z.object({ name: z.string(), output: z.string(), scoredRows: count.nullable() })),
  /** How the score is blended from objectives or other models; null: it is not. */
  blend: modelSchema.shape.blend.unwrap().nullable(),
  /** Null where the file takes no features (scores, runs), or could not be read; then `inputsReason` says why. */
  inputs: z.array(modelInputSchema).nullable(),
  inputsReason: z.string().nullable(),
  /** Features of the log that the model does not take; empty where inputs are not known. */
  unused: z.array(z.string()),
  /** The output that is the score, such as `prediction` or `probabilities[1]`. */
  output: z.string().nullable(),
  tensors: z.object({ inputs: z.array(tensorSchema), outputs: z.array(tensorSchema) }).nullable(),
  forest: forestSchema.nullable(),
  graph: graphSchema.nullable(),
  /** Why the content of the file could not be told, in a sentence; null where it could, or there is nothing to tell. */
  contentReason: z.string().nullable(),
  /** Rows of the log, and what became of them; all 0 but `rows` unless the state is `ready`. */
  rows: count,
  scoredRows: count,
  missingRows: count,
  extraRows: count,
  duplicateRows: count,
  nonFiniteRows: count,
});
export type ModelPage = z.infer<typeof modelPageSchema>;

/**
 * Importance of one feature. `gain` is the summed loss reduction of its splits, `splits` their number (null where the
 * file tells none), `shap` the mean |Shapley value| of the score over the sampled rows, `se` its standard error (null:
 * every row was taken).
 */
export const featureImportanceSchema = z.object({
  /** Name in the file for trees; else the log column or the group that the case declares. */
  feature: z.string(),
  columns: z.array(z.string()),
  gain: z.number().nullable(),
  splits: z.number().nullable(),
  shap: z.number().nullable(),
  se: z.number().nullable(),
});
export type FeatureImportance = z.infer<typeof featureImportanceSchema>;

/** Importance of all features of a model, largest mean |SHAP| first (else gain, splits), ties by name; none where no measure is there. */
export const modelImportanceSchema = z.object({
  model: z.string(),
  /** The score that is attributed, in words; null where it is not. */
  output: z.string().nullable(),
  seed: z.number(),
  /** Rows that were drawn and attributed, and rows of the log. */
  sampledRows: count,
  rows: count,
  /** How each score was attributed, in words: path-dependent TreeSHAP, or Shapley values against so many rows. */
  method: z.string().nullable(),
  /** Why a measure is missing, in a sentence; null where it is there. */
  gainReason: z.string().nullable(),
  splitsReason: z.string().nullable(),
  shapReason: z.string().nullable(),
  features: z.array(featureImportanceSchema),
  warnings: z.array(z.string()),
});
export type ModelImportance = z.infer<typeof modelImportanceSchema>;

/** One fact that two models differ in, under a heading; null where a model has none. */
export const factDifferenceSchema = z.object({
  group: z.enum(['file', 'inputs', 'model', 'scores', 'fidelity']),
  name: z.string(),
  a: z.union([z.string(), z.number()]).nullable(),
  b: z.union([z.string(), z.number()]).nullable(),
});
export type FactDifference = z.infer<typeof factDifferenceSchema>;

/** What two models differ in; what they share is left out. */
export const modelDiffSchema = z.object({
  a: z.string(),
  b: z.string(),
  /** Both files have the same content; null where one of them was never read. */
  sameFile: z.boolean().nullable(),
  facts: z.array(factDifferenceSchema),
  /** Log columns that only one of the two takes, and those that both take under different names, types or fills. */
  onlyA: z.array(z.string()),
  onlyB: z.array(z.string()),
  inputs: z.array(z.object({ columns: z.array(z.string()), what: z.string(), a: value, b: value })),
  /** Both take the same columns, in another order. */
  otherOrder: z.boolean(),
  /**
   * Features that only one takes, then those whose place among the shared features differs, by the largest move. Ranks
   * count all features of a model (null: it does not take it), `a` and `b` are shares of a model's total. Null with a
   * reason where it was not measured.
   */
  ranks: z
    .object({
      measure: z.enum(['shap', 'gain', 'splits']),
      features: z.array(
        z.object({
          feature: z.string(),
          rankA: count.nullable(),
          rankB: count.nullable(),
          a: z.number().nullable(),
          b: z.number().nullable(),
        }),
      ),
      /** Shared features at the same place in both. */
      same: count,
      /** What makes the two hard to compare, in a sentence; null: nothing. */
      note: z.string().nullable(),
    })
    .nullable(),
  ranksReason: z.string().nullable(),
  /** How far the scores of the two agree, row by row (A14); null with a reason where one of them has none. */
  scores: fidelitySchema.nullable(),
  scoresReason: z.string().nullable(),
});
export type ModelDiff = z.infer<typeof modelDiffSchema>;
