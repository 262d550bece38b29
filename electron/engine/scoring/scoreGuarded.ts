import { RankscopeError } from '../../../shared/wire/errors';
import type { CrashGuard } from './crashGuard';
import type { PartialScores } from './partialScores';

/**
 * Runs the scoring of a model under the crash guard: `kept` counts the pages that are behind it. `pageKept` is to be
 * called after each further one. A model that ended the engine twice at the same page is refused.
 */
export async function scoreGuarded<T>(
  guard: CrashGuard,
  key: string,
  kept: PartialScores | null,
  work: (pageKept: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const pages = () => kept?.pages ?? 0;
  if (guard.hasCrashed(key, pages())) {
    throw new RankscopeError({
      code: 'input',
      message: 'This model ended the engine the last two times it was scored, so it is left out.',
      hint: `Delete ${guard.file} to try it again.`,
    });
  }
  await guard.begin(key, pages());
  try {
    return await work(() => guard.begin(key, pages()));
  } finally {
    await guard.end(key);
  }
}
