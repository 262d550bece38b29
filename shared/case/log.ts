import { z } from 'zod';
import { columnName, filePath, filePaths, sqlTables, sqlText } from './fields';

const role = (text: string) => columnName.optional().describe(text);

/** The roles a column of the log can play. Only `item` is required, and not even that for TREC runs. */
export const logColumns = z.strictObject({
  request: role('One ranked list shown once. Absent: each row is its own request'),
  item: role('The item that was ranked'),
  position: role('1-based rank as shown; null = retrieved but not shown'),
  time: role('When the list was served'),
  user: role('The user; the unit of grouped tests'),
  query: role('The query text or id'),
  surface: role('Where the list was shown'),
  score: role('What the serving model gave; enables fidelity'),
  propensity: role('Probability with which the logging policy chose the item'),
  loggingPolicy: role('Which policy chose the list'),
  relevance: role('Graded label, at least 0; null or negative = unjudged'),
  click: role('0 or 1; null = not observed'),
  conversion: role('0 or 1; null = not observed'),
  revenue: role('Money of the row'),
  list: role('Pages of one list share it'),
  page: role('Page number inside a list'),
  container: role('Shelf or carousel'),
  row: role('Row of a grid'),
  column: role('Column of a grid'),
  viewed: role('0 or 1; not viewed and no outcome = null label'),
  slot: role('organic, sponsored, pinned, or any text'),
  rule: role('Reason of the last move after the model'),
  weight: role('Inverse sampling rate, above 0'),
  host: role('Serving host or shard'),
});

export const logSchema = z.strictObject({
  path: filePaths
    .optional()
    .describe('One path, a list, or a glob; .parquet .csv .tsv .ndjson .json .arrow, also .gz .zst'),
  sql: filePath.optional().describe('A file with one SELECT over `tables`, instead of path'),
  tables: sqlTables.optional().describe('Tables that `sql` reads: name to file'),
  format: z.enum(['auto', 'parquet', 'csv', 'ndjson', 'arrow', 'trec']).optional(),
  rows: z
    .enum(['log', 'union'])
    .optional()
    .describe('Candidates of a request: rows of the log, or also the rows of every run and score file'),
  where: sqlText.optional().describe('Rows to keep; the others are counted as excluded'),
  timezone: z.string().min(1).optional().describe('Zone of timestamps that have none'),
  candidates: z.enum(['all', 'shown', 'sampled']).optional(),
  duplicates: z.enum(['first', 'last', 'anyOutcome', 'error']).optional(),
  positionScope: z.enum(['list', 'page']).optional(),
  sampling: z.strictObject({ unit: z.enum(['user', 'request', 'item']), rate: z.number().gt(0).max(1) }).optional(),
  requests: z.strictObject({ path: filePaths, request: columnName.optional() }).optional(),
  columns: logColumns.optional(),
  versions: z
    .strictObject({
      model: columnName.optional(),
      features: columnName.optional(),
      index: columnName.optional(),
      queryModel: columnName.optional(),
      app: columnName.optional(),
    })
    .optional(),
  context: z.array(columnName).optional().describe('Columns offered for slicing'),
});
