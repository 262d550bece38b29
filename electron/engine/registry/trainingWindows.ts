import { scoredIds } from '../../../shared/case/contestantIds';
import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';

/** When a model was trained; ISO times, `to` exclusive; null = open. */
export interface TrainingWindow {
  from: string | null;
  to: string | null;
}

const day = 86_400_000;

/**
 * The training windows of models and of their objectives, by id; models whose window the case does not say have none. A
 * blend of models that names no window of its own has the time from the first to the last window of what it blends.
 */
export function trainingWindows({ models }: Pick<ResolvedCase, 'models'>): Map<string, TrainingWindow> {
  const windows = new Map<string, TrainingWindow>();
  for (const model of models) {
    const window = ownWindow(model);
    if (window) for (const id of scoredIds([model])) windows.set(id, window);
  }
  // A blend may stand before the blends that it is made of; a checked case holds no circle.
  const blends = models.filter((model) => model.kind === 'blend' && !windows.has(model.name));
  for (let round = 0; round < blends.length; round++) {
    for (const { name, blend } of blends) {
      const parts = Object.entries(blend ?? {}).flatMap(([id, weight]) =>
        weight === 0 ? [] : (windows.get(id) ?? []),
      );
      if (parts.length > 0) windows.set(name, span(parts));
    }
  }
  return windows;
}

/** A date without a time names the whole day. */
function ownWindow({ trained }: ResolvedModel): TrainingWindow | null {
  if (!trained || (trained.from === null && trained.to === null)) return null;
  const end = trained.to === null ? null : new Date(Date.parse(trained.to) + (trained.to.length === 10 ? day : 0));
  return {
    from: trained.from === null ? null : new Date(trained.from).toISOString(),
    to: end === null ? null : end.toISOString(),
  };
}

function span(windows: readonly TrainingWindow[]): TrainingWindow {
  const ends = (key: 'from' | 'to') => windows.map((window) => window[key]).sort();
  const [from, to] = [ends('from'), ends('to')];
  return { from: from.includes(null) ? null : from[0]!, to: to.includes(null) ? null : to.at(-1)! };
}
