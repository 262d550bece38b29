import { z } from 'zod';
import { sessionId, sliceText } from '../schemas/common';
import { modelObjectivesSchema } from './objectiveSchemas';

/** Methods about models with several objectives. */
export const objectiveMethods = {
  /**
   * Each objective of a model against the label of the same name: metrics of single rows (A11), calibration by surface,
   * position and age of the item, and the gate of H1. Immature rows have no label and do not count; sampling weights of
   * the log are applied.
   */
  'models.objectives': {
    params: z.strictObject({ session: sessionId, model: z.string(), slice: sliceText.default(null) }),
    result: modelObjectivesSchema,
  },
} as const;
