import type { ColumnProfile, LogShape } from '../../../shared/slices/profileSchemas';
import { noise } from './cannedTables';

const day = 86_400_000;
const start = Date.UTC(2026, 6, 1);
const starts = Array.from({ length: 21 }, (_, at) => start + at * day);

const cannedTimes = { what: 'the time of every request', sql: 'SELECT time FROM requests' };

/** The shape of the canned log; without roles when the case is bare. */
export function cannedShape(bare: boolean): LogShape {
  const traffic = {
    width: day,
    starts,
    versionKey: 'model',
    versions: [
      {
        version: 'baseline-2026-06',
        counts: starts.map((_, at) => Math.round(500 + noise(at) * 90 - (at > 12 ? 110 : 0))),
      },
      { version: 'candidate-2026-07', counts: starts.map((_, at) => (at > 12 ? Math.round(110 + noise(at) * 20) : 0)) },
    ],
    reason: null,
  };
  const users = {
    users: 7310,
    without: 84,
    days: { starts, counts: starts.map((_, at) => Math.round(410 + noise(at + 9) * 70)) },
    requestsPerUser: { values: [1, 2, 3, 4], counts: [4300, 1800, 800, 410], open: true, mean: 1.7 },
    reason: null,
  };
  return {
    requests: 12_403,
    rows: 186_045,
    traffic: bare
      ? { width: 0, starts: [], versionKey: null, versions: [], reason: 'the log has no time column' }
      : traffic,
    users: bare
      ? { users: 0, without: 12_403, days: null, requestsPerUser: null, reason: 'the log has no user column' }
      : users,
    listLength: { values: [12, 13, 14, 15], counts: [203, 700, 1500, 10_000], open: false, mean: 14.71 },
    positives: bare
      ? { label: null, perList: null, reason: 'the case has no label' }
      : {
          label: 'order',
          perList: { values: [0, 1, 2, 3], counts: [9700, 2300, 340, 63], open: false, mean: 0.25 },
          reason: null,
        },
    nulls: [
      { column: 'f_price', nulls: 16_913, share: 1 / 11 },
      { column: 'query', nulls: 46_511, share: 0.25 },
      { column: 'surface', nulls: 0, share: 0 },
    ],
    maturity: bare ? [] : [{ label: 'order', until: '2026-07-14T00:00:00.000Z', mature: 7690, immature: 4713 }],
    queries: {
      traffic: [
        cannedTimes,
        { what: 'the model version of every request', sql: 'SELECT "version:model" FROM impressions' },
      ],
      users: [{ what: 'the user of every request', sql: 'SELECT user_id FROM requests' }, cannedTimes],
      listLength: [{ what: 'the rows of every request', sql: 'SELECT rows FROM requests' }],
      positives: [],
      nulls: [],
      maturity: [cannedTimes],
    },
  };
}

/** What a canned column holds: numbers for prices, texts for the rest. */
export function cannedProfile(table: string, column: string, rows: number): ColumnProfile {
  const isNumber = column === 'f_price';
  const edges = Array.from({ length: 31 }, (_, at) => 4 + at * 60);
  const values = ['home', 'search', 'store'];
  return {
    table,
    column,
    type: isNumber ? 'DOUBLE' : 'VARCHAR',
    kind: isNumber ? 'number' : 'text',
    sliced: rows > 0,
    rows,
    nulls: isNumber ? Math.round(rows / 11) : 0,
    distinct: isNumber ? 161_022 : 3,
    distinctExact: !isNumber,
    min: isNumber ? 4.01 : 'home',
    max: isNumber ? 1803.98 : 'store',
    mean: isNumber ? 904.113 : null,
    nan: isNumber ? 3 : 0,
    infinite: 0,
    negativeInfinite: 0,
    quantiles: isNumber ? [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => ({ share, value: 4 + share * 1800 })) : [],
    histogram:
      isNumber && rows > 0
        ? { edges, counts: edges.slice(1).map((_, at) => Math.round(9000 * Math.exp(-at / 9))) }
        : null,
    top:
      isNumber || rows === 0
        ? []
        : values.map((value, at) => ({ value, rows: Math.round(rows * [0.5, 0.3, 0.2][at]!) })),
    queries: [{ what: 'counts and bounds', sql: `SELECT count(*) FROM ${table}` }],
  };
}
