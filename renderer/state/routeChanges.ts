import { partsOf } from '../features/slices/sliceParts';

type Params = Readonly<Record<string, string>>;

/** What a change of a param is called, by the param; one without words is navigation and is not undone. */
const words: Record<string, (value: string | undefined, before: string | undefined) => string> = {
  slice: sliceWords,
  request: (value) => (value ? `choose request ${value}` : 'choose no request'),
  baseline: (value) => (value ? `baseline ${value}` : 'the first baseline'),
  models: (value) => (value ? `compare ${value.replaceAll(',', ', ')}` : 'compare the first models'),
  preset: (value) => (value ? `definitions of ${value}` : "the case's definitions"),
  metrics: (value) => (value ? 'change the metrics' : "the case's metrics"),
  metric: (value) => (value ? `look into ${value}` : 'look into the first metric'),
  against: (value) => (value ? `look at ${value}` : 'look at the first contestant'),
  order: (value) => `order of requests: ${value ?? 'worst'}`,
  weights: (value) => (value ? `weights ${value.replaceAll('=', ' ').replaceAll(',', ', ')}` : "the case's weights"),
  sort: (value) => (value ? `sort by ${value.replace(/^-/, '')}` : 'sort as the table is'),
};

/** Params whose change is a step of the browser's history as well: going back returns to what was looked at. */
const steps = new Set(['slice', 'baseline', 'models', 'preset', 'metrics', 'metric', 'tab', 'table', 'model', 'with']);

export interface ParamsChange {
  /** In words. */
  what: string;
  before: Record<string, string | null>;
  after: Record<string, string | null>;
}

/** What two sets of params differ in, as far as it can be undone; null when they do not. */
export function undoableChange(before: Params, after: Params): ParamsChange | null {
  const names = Object.keys(words).filter((name) => before[name] !== after[name]);
  if (names.length === 0) return null;
  return {
    what: names.map((name) => words[name]!(after[name], before[name])).join(', '),
    before: Object.fromEntries(names.map((name) => [name, before[name] ?? null])),
    after: Object.fromEntries(names.map((name) => [name, after[name] ?? null])),
  };
}

/** Whether a change of params is worth an entry in the browser's history. */
export function isHistoryStep(before: Params, after: Params): boolean {
  return [...steps].some((name) => before[name] !== after[name]);
}

function sliceWords(value: string | undefined, before: string | undefined): string {
  if (value === undefined) return 'show all requests';
  const [old, now] = [partsOf(before ?? null), partsOf(value)];
  const added = now.filter((part) => !old.includes(part));
  const removed = old.filter((part) => !now.includes(part));
  if (added.length === 0 && removed.length > 0) return `remove the filter ${removed.join(', ')}`;
  return `filter by ${(added.length > 0 ? added : now).join(', ')}`;
}
