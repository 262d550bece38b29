import type { InitResult } from '../../../shared/schemas/init';

type Place = { path: string } | { token: string };

const roles: InitResult['roles'] = [
  {
    role: 'request',
    column: 'request_id',
    confidence: 0.99,
    reason: 'the usual name; 12,403 values, each over neighboring rows',
    alternatives: [{ column: 'session_id', confidence: 0.41, reason: 'constant inside lists' }],
  },
  {
    role: 'item',
    column: 'item_id',
    confidence: 0.98,
    reason: 'the usual name; unique inside requests',
    alternatives: [],
  },
  {
    role: 'position',
    column: 'pos',
    confidence: 0.93,
    reason: 'whole numbers from 1 without gaps inside requests',
    alternatives: [],
  },
  {
    role: 'relevance',
    column: 'ordered',
    confidence: 0.52,
    reason: '0 and 1; 1.7% are above 0',
    alternatives: [{ column: 'clicked', confidence: 0.48, reason: '0 and 1; 11% are above 0' }],
  },
];

/** A preview of a case, with the name and the roles that were chosen. */
export function cannedInit(
  name: string | null,
  folder: Place | null,
  chosen: Record<string, string | null>,
): InitResult {
  const shown = roles
    .filter(({ role }) => chosen[role] !== null)
    .map((each) => ({ ...each, column: chosen[each.role] ?? each.column }));
  const lines = shown.map(({ role, column }) => `    ${role}: ${column}`);
  const yaml = ['rankscope: 1', `name: ${name ?? 'downloads'}`, 'log:', '  path: log.parquet', '  columns:', ...lines];
  return {
    yaml: `${yaml.join('\n')}\nfeatures: ["f_*"]\n`,
    folder: folder && 'path' in folder ? folder.path : '/home/ana/downloads',
    name: name ?? 'downloads',
    roles: shown,
    files: [
      {
        path: 'log.parquet',
        bytes: 48_211_034,
        use: 'log',
        confidence: 0.97,
        reason: 'rows of requests with positions',
      },
      { path: 'model.onnx', bytes: 183_220, use: 'model', confidence: 1, reason: 'an ONNX model of 5 inputs' },
      { path: 'notes.txt', bytes: 2210, use: 'unused', confidence: 0.9, reason: 'text without columns' },
    ],
    columns: ['request_id', 'session_id', 'item_id', 'pos', 'ordered', 'clicked', 'f_price'].map((column) => ({
      name: column,
      type: column.startsWith('f_') ? 'DOUBLE' : 'VARCHAR',
    })),
    features: ['f_price', 'f_ctr'],
    nested: [],
    context: ['surface'],
    missing: [
      { role: 'time', cost: 'no trends, no onset, no maturity of outcomes' },
      { role: 'user', cost: 'tests take requests as independent, and nothing is counted per user' },
    ],
    warnings: ['7 rows of log.parquet could not be read; they will stand in refused_rows.'],
  };
}
