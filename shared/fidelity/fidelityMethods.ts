import { z } from 'zod';
import { sessionId } from '../schemas/common';
import { betweenSchema, rankLinkSchema, scoreLinkSchema, shownLinkSchema } from './fidelitySchemas';

/** Methods that ask whether artifacts, logged scores, ranks and positions agree (definitions A14). */
export const fidelityMethods = {
  /**
   * The three links of A14 for one model of the case: file → logged score on the rows that it served, logged score →
   * rank of the stage, rank of the stage → position shown. `rank` and `shown` are of the log, whatever the model, and
   * null where no stage before the rules has a rank.
   */
  'fidelity.model': {
    params: z.strictObject({ session: sessionId, model: z.string() }),
    result: z.object({
      model: z.string(),
      score: scoreLinkSchema,
      rank: rankLinkSchema.nullable(),
      shown: shownLinkSchema.nullable(),
    }),
  },
  /** Two scored models of the case against each other, row by row: artifacts of one model should agree. */
  'fidelity.between': {
    params: z.strictObject({ session: sessionId, a: z.string(), b: z.string() }),
    result: betweenSchema,
  },
} as const;
