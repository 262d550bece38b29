import { z } from 'zod';

/** A column of a session table as the Data view lists it. `type` is the DuckDB type. */
export const tableColumnSchema = z.object({ name: z.string(), type: z.string(), note: z.string().nullable() });

export const tableInfoSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  rows: z.number(),
  columns: z.array(tableColumnSchema),
});
export type TableInfo = z.infer<typeof tableInfoSchema>;

export const orderBySchema = z.array(z.object({ column: z.string(), descending: z.boolean() })).max(8);
