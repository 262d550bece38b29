import type { ResolvedModel } from './resolvedCase';

/** What a model blends, in the order of the case: its objectives, or the ids of other models; empty where it blends nothing. */
export function blendedNames({ objectives, blend }: Pick<ResolvedModel, 'objectives' | 'blend'>): string[] {
  return Object.keys(objectives ?? blend ?? {});
}
