import type { CaseInfo, Check, ModelInfo } from '../../../shared/schemas/session';
import type { Scenario } from './scenario';

const sha = '9f2c4e1ab0d37c58e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7';

function model(name: string, rest: Partial<ModelInfo> = {}): ModelInfo {
  return {
    name,
    kind: 'onnx',
    file: `models/${name}.onnx`,
    state: 'ready',
    reason: null,
    served: false,
    features: ['f_price', 'f_ctr', 'i_ctr_28d', 'u_tenure', 'q_len'],
    scoredRows: 186_045,
    missingRows: 0,
    extraRows: 0,
    ...rest,
  };
}

const models: ModelInfo[] = [
  model('baseline', { served: true }),
  model('candidate', { kind: 'lightgbm', file: 'models/candidate.txt' }),
  model('popular-boost', { kind: 'scores', file: 'scores/popular.parquet', missingRows: 312, extraRows: 9 }),
  model('multi-task', {
    file: 'models/multi_task.onnx',
    blend: { weights: { click: 1, order: 3 }, value: 'sum', normalize: 'none' },
  }),
  model('broken', {
    state: 'failed',
    reason: 'the feature f_margin is not in the log',
    scoredRows: null,
    missingRows: null,
    extraRows: null,
  }),
];

const checks: Check[] = [
  {
    id: 'duplicates',
    severity: 'warns',
    title: 'One item twice in one request',
    count: 412,
    detail: 'The first row was kept, as log.duplicates says.',
    rows: [
      { request_id: 'r-000017', item_id: 'p-88213', rows: 2 },
      { request_id: 'r-000203', item_id: 'p-10044', rows: 3 },
    ],
  },
  {
    id: 'immature-outcomes',
    severity: 'blocks',
    title: 'Outcomes still inside their window',
    count: 21_933,
    detail: 'order: rows after 2026-07-07 may still convert until 2026-07-14.',
    rows: [],
  },
  {
    id: 'position-gaps',
    severity: 'notes',
    title: 'Gaps in positions',
    count: 1209,
    detail: 'Logged positions hold.',
    rows: [],
  },
  { id: 'label-range', severity: 'blocks', title: 'Labels outside their range', count: 0, detail: '', rows: [] },
  { id: 'propensity-range', severity: 'warns', title: 'Propensity outside (0, 1]', count: 0, detail: '', rows: [] },
];

/** A case as `case.info` tells it. */
export function cannedCase(scenario: Scenario): CaseInfo {
  const empty = scenario === 'empty';
  return {
    session: 's1',
    state: scenario === 'building' ? 'building' : scenario === 'failed' ? 'failed' : 'ready',
    error:
      scenario === 'failed'
        ? {
            code: 'input',
            message: 'case.yaml names the column "grade" for relevance, but data/log.parquet has none of that name.',
            hint: 'Did you mean "grades"? Correct log.columns.relevance.',
            where: { file: 'case.yaml', path: 'log.columns.relevance' },
          }
        : null,
    name: 'Home feed, week 42',
    description: 'Orders fell on Tuesday. Why? The candidate went out on Monday at 14:00 to 20% of the users.',
    folder: '/srv/cases/home-feed-w42',
    sessionFile: '/home/ana/.cache/rankscope/3f9c/session.rankscope',
    rows: empty ? 0 : 186_045,
    requests: empty ? 0 : 12_403,
    excludedRows: 1820,
    refusedRows: empty ? 0 : 7,
    rowsNotShown: 62_000,
    candidates: 'shown',
    label: 'order',
    labels: empty
      ? []
      : [
          { name: 'order', source: 'outcomes.order', behavioral: true, positives: 3120 },
          { name: 'click', source: 'outcomes.click', behavioral: true, positives: 21_440 },
          { name: 'graded', source: 'CASE WHEN ordered = 1 THEN 3 …', behavioral: true, positives: 21_902 },
        ],
    roles: [
      { role: 'request', column: 'request_id', reason: 'named in case.yaml' },
      { role: 'item', column: 'item_id', reason: 'named in case.yaml' },
      { role: 'position', column: 'position', reason: 'named in case.yaml' },
      { role: 'time', column: 'served_at', reason: 'named in case.yaml; naive times read as UTC' },
      { role: 'candidates', column: null, reason: 'default: the log is taken to hold shown items only' },
    ],
    models: empty ? [] : models,
    builtins: empty ? [] : ['@logged', '@popularity', '@random', '@ideal'],
    checks: empty ? [] : checks,
    unused: ['embeddings', 'policy'],
    warnings: ['log.columns.weight is not set: every row counts once.'],
    inputs: [
      { path: 'data/impressions-2026-07.parquet', bytes: 48_211_034, sha256: sha },
      { path: 'models/baseline.onnx', bytes: 183_220, sha256: sha },
    ],
  };
}
