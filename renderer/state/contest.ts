import type { CaseInfo } from '../../shared/schemas/session';
import { splitList } from './route';

/** Who is compared with whom, on what. */
export interface Contest {
  baseline: string;
  models: string[];
  /** Null: the case's own choice. */
  metrics: string[] | null;
  preset: string | null;
  /** The predicate of the slice bar; null: every row. */
  slice: string | null;
}

type ContestCase = Pick<CaseInfo, 'models' | 'builtins'>;

/** Everything that can be compared: models with scores, each followed by its objectives, then the built-in lists. */
export function contestantNames({ models, builtins }: ContestCase): string[] {
  const ready = models.filter(({ state }) => state === 'ready');
  return [...ready.flatMap(({ name, objectives = [] }) => [name, ...objectives.map(({ id }) => id)]), ...builtins];
}

/**
 * The contest that a route names, with what the case lacks left out. By default the served model, else the first, is the
 * baseline and the next models stand against it; with one model the logged order is the baseline.
 */
export function readContest(info: ContestCase, params: Readonly<Record<string, string>>): Contest {
  const known = contestantNames(info);
  const own = info.models.filter(({ state }) => state === 'ready').map(({ name }) => name);
  const served = info.models.find((model) => model.served && own.includes(model.name))?.name;
  const named = params.baseline && known.includes(params.baseline) ? params.baseline : undefined;
  const fallback = own.length > 1 ? (served ?? own[0]) : known.find((name) => name === '@logged');
  const baseline = named ?? fallback ?? own[0] ?? '@random';
  const wanted = (splitList(params.models) ?? own).filter((name) => known.includes(name) && name !== baseline);
  const others = wanted.length > 0 ? wanted : own.filter((name) => name !== baseline);
  return {
    baseline,
    models: others.slice(0, params.models ? 15 : 3),
    metrics: splitList(params.metrics),
    preset: params.preset ?? null,
    slice: params.slice ?? null,
  };
}
