import type { ForeignRules } from '../db/foreign';

/** The layout of session tables; a file with another number is built again, or refused when it has no case. */
export const sessionFormat = 2;

/** What a session file may hold, for files that come from elsewhere. */
export const sessionRules: ForeignRules = {
  tables: [
    'impressions',
    'requests',
    'features_logged',
    'features_recomputed',
    'judgments',
    'models',
    'items',
    'users',
    'changes',
    'catalog',
    'item_events',
    'embeddings',
    'refused_rows',
    'checks',
    'meta',
    'slices',
    'notes',
    'findings',
    'verdicts',
    /^(scores|embedding|projection|selection)_\d+$/,
    /^(scores|quantiles)_\d+_\d+$/,
  ],
  columnTypes: [
    'INTEGER',
    'BIGINT',
    'DOUBLE',
    'FLOAT',
    'BOOLEAN',
    'VARCHAR',
    'TIMESTAMP',
    'DATE',
    'JSON',
    'FLOAT[]',
    'VARCHAR[]',
    'DOUBLE[]',
  ],
};
