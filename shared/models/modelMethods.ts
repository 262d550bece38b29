import { z } from 'zod';
import { sessionId } from '../schemas/common';
import { modelDiffSchema, modelImportanceSchema, modelPageSchema } from './modelSchemas';

/** Draws rows, and permutations where values are sampled; the same seed gives the same numbers. */
const seed = z.int().min(0).default(0);
/** Rows to attribute; null: 500 for trees (down to 100 for large forests), 100 for other models. */
const rows = z.int().min(2).max(10_000).nullable().default(null);

/** Methods that describe the models of a case; the contract lists them with the others. */
export const modelMethods = {
  /** All that is known of one model of the case, read from its file, the case and the session. */
  'models.get': { params: z.strictObject({ session: sessionId, model: z.string() }), result: modelPageSchema },
  /**
   * Importance of every feature: gain and splits of forests from the file, mean |SHAP| over a seeded sample of rows of
   * the log (path-dependent TreeSHAP, as the libraries' `pred_contrib`; for other models Shapley values of definitions
   * E1). Long: reports progress, can be cancelled.
   */
  'models.importance': {
    params: z.strictObject({ session: sessionId, model: z.string(), rows, seed }),
    result: modelImportanceSchema,
  },
  /** What two models of the case differ in: files, inputs, contents, importance, fidelity and scores. */
  'models.diff': {
    params: z.strictObject({ session: sessionId, a: z.string(), b: z.string(), seed }),
    result: modelDiffSchema,
  },
} as const;
