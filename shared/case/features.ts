import { z } from 'zod';
import { columnName } from './fields';

export const featureTypes = ['number', 'count', 'category', 'id', 'bool', 'time', 'text', 'list'] as const;

const scalar = z.union([z.number(), z.boolean(), z.string(), z.null()]);

const featureBlock = z.strictObject({
  columns: z.array(columnName).optional().describe('Names or globs of feature columns'),
  structs: z.array(columnName).optional().describe('STRUCT columns whose fields become dotted features'),
  maps: z
    .array(z.strictObject({ column: columnName, keys: z.array(z.string().min(1)).min(1) }))
    .optional()
    .describe('MAP or JSON text columns and the keys to take; * takes all'),
  arrays: z.array(z.strictObject({ column: columnName, length: z.int().min(1).max(100_000) })).optional(),
  lists: z
    .array(
      z.strictObject({
        column: columnName,
        max: z.int().min(1).max(100_000),
        pad: z.union([z.number(), z.string()]).optional(),
        type: z.enum(featureTypes).optional(),
      }),
    )
    .optional(),
  types: z.record(z.string(), z.enum(featureTypes)).optional(),
  defaults: z.record(z.string(), scalar).optional().describe('What serving writes when the value is missing'),
  groups: z.record(z.string(), z.array(columnName).min(1)).optional(),
});

/** A list of names and globs, or the block form. */
export const featuresSchema = z.union([z.array(columnName), featureBlock]);
