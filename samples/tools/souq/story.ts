import type { RequestContext } from './requestContext';
import type { Settings } from './settings';

/** The planted fault of a preset in words and as a rule over requests. */
export interface Story {
  /** First day of the fault; 0 = since the log begins. */
  since(settings: Settings): number;
  affected(context: RequestContext): boolean;
  /** How affected requests are told from the others, as a predicate over the log. */
  where: string;
  fault: Record<string, string | number>;
  /** What the product has to say first. */
  expected: string;
  /** What looks guilty and is not. */
  innocent: string[];
}

const everybody = () => true;

const frozen: Story = {
  since: ({ faults }) => faults.frozenFrom ?? 0,
  affected: ({ locale }) => locale === 'nl',
  where: "locale = 'nl'",
  fault: { kind: 'frozen', feature: 'i_ctr_1d' },
  expected:
    'i_ctr_1d is frozen in locale = nl from the onset on; a chronic mismatch of 2% (a cold cache that answers 0) is older and everywhere',
  innocent: ['the app release a day before', 'the chronic mismatch of i_ctr_28d and i_ctr_1d'],
};

const stories: Record<string, Story> = {
  souq: frozen,
  R1: { ...frozen, innocent: [...frozen.innocent, 'the feature pipeline fs2 a day later'] },
  R2: {
    since: ({ schedule }) => schedule.canary,
    affected: everybody,
    where: "model_version = 'v42'",
    fault: { kind: 'immature labels', outcome: 'order', window: '7d' },
    expected:
      'the verdict on orders is withheld: half of the rows of v42 are younger than the window of 7 days, none of v41',
    innocent: ['the model v42', 'the app release a day before'],
  },
  R3: {
    since: ({ faults }) => faults.rulesFrom ?? 0,
    affected: everybody,
    where: 'true',
    fault: { kind: 'rules', cap: 'merchant cap 3 to 1', ads: 'sponsored positions 2 to 5' },
    expected:
      'fidelity link 3 (rank to position) broke on Monday 2026-06-15; links 1 and 2 hold, @ranker is unchanged, @logged fell',
    innocent: ['the model v41 a week before'],
  },
  R4: {
    since: ({ schedule }) => schedule.index,
    affected: ({ host }) => host === 'h3',
    where: "host = 'h3'",
    fault: { kind: 'mixed versions', host: 'h3', queryModel: 'q1', index: 'x2' },
    expected: 'recall of later purchases fell on host h3, where queries of version q1 meet the index x2',
    innocent: ['the app release a day before', 'the index x2 itself: hosts with q2 found more'],
  },
  R5: {
    since: () => 0,
    affected: ({ arm }) => arm === 'treatment',
    where: "arm = 'treatment'",
    fault: { kind: 'after outcome', feature: 'x_session_views', model: 'v43' },
    expected:
      'score parity of v43 and the mismatch of x_session_views are broken on clicked rows only: the feature is written after the click',
    innocent: ['the assignment of users to arms'],
  },
};

/** The story of a preset; null for a log that has none (training). */
export function storyOf(preset: string): Story | null {
  return stories[preset] ?? null;
}
