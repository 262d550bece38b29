import type { Contest } from './contest';
import { joinList } from './route';

type Change = { baseline: string } | { add: string } | { remove: string };

/**
 * The params that change a contest. A new baseline leaves its place among the others to the former one; a contest keeps
 * one model against its baseline.
 */
export function contestChange({ baseline, models }: Contest, change: Change): { baseline: string; models: string } {
  if ('baseline' in change) {
    const others = models.includes(change.baseline)
      ? models.map((name) => (name === change.baseline ? baseline : name))
      : models;
    return { baseline: change.baseline, models: joinList(others) };
  }
  if ('add' in change) return { baseline, models: joinList([...models, change.add]) };
  const rest = models.filter((name) => name !== change.remove);
  return { baseline, models: joinList(rest.length > 0 ? rest : models) };
}
