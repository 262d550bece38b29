import type { NoteAbout } from '../../../shared/notes/noteMethods';
import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import type { SliceList } from '../../../shared/slices/sliceMethods';

const hour = 3_600_000;
const start = Date.UTC(2026, 6, 1);
const count = 112;

/** Two weeks of requests in buckets of three hours, with two deploys on one day and one on another. */
export function cannedStrip(slice: string | null | undefined): TimeStrip {
  const width = 3 * hour;
  const total = Array.from(
    { length: count },
    (_, i) => 60 + Math.round(45 * Math.sin((i / 8) * 2 * Math.PI)) + (i % 5),
  );
  const change = (day: number, at: number, kind: string, name: string, from: string, to: string) => ({
    time: start + day * 24 * hour + at * hour,
    kind,
    name,
    from,
    to,
  });
  return {
    width,
    starts: Array.from({ length: count }, (_, i) => start + i * width),
    total,
    selected: slice ? total.map((n, i) => (i > 40 ? Math.round(n / 4) : 0)) : total,
    untimed: 3,
    versions: [
      { key: 'model', value: 'v41', first: start, last: start + 14 * 24 * hour, requests: 9000 },
      { key: 'model', value: 'v42', first: start + 6 * 24 * hour, last: start + 14 * 24 * hour, requests: 3000 },
    ],
    changes: [
      change(5, 14, 'model', 'ranker', 'v41', 'v42'),
      change(5, 16, 'features', 'feature pipeline', 'fs1', 'fs2'),
      change(9, 8, 'app', 'app', '7.1', '7.2'),
    ],
    column: 'served_at',
    reason: null,
  };
}

export const cannedSlices: SliceList = {
  slices: [
    { name: 'Dutch users', where: "locale = 'nl'", source: 'case', problem: null },
    { name: 'Search only', where: "surface = 'search'", source: 'saved', problem: null },
  ],
  problem: null,
  selections: [],
};

const written = '2026-07-14T09:12:00.000Z';

export const cannedNotes = [
  [
    'n1',
    { kind: 'request', id: 'r-000012' },
    'The three best rated items fell below the fold after the deploy of Monday.',
  ],
  ['n2', { kind: 'case', id: null }, 'Handed over to Ana: orders of the last week are not mature.'],
].map(([id, about, text]) => ({
  id: id as string,
  about: about as NoteAbout,
  text: text as string,
  created: written,
  changed: written,
  revision: 1,
}));
