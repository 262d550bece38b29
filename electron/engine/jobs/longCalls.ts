import { RankscopeError } from '../../../shared/wire/errors';
import type { CallContext } from '../callContext';
import type { JobList, JobWork } from './jobList';

/** A request that takes longer than this is listed as a job (decisions.md 11). */
const listAfterMs = 200;

/**
 * Runs one request and lists it as a job once it takes long, so that it can be watched and cancelled from anywhere.
 * Cancelling the job or the request both abort the signal that the handler sees.
 */
export async function runListed<T>(
  jobs: JobList,
  id: string,
  work: JobWork,
  context: CallContext,
  run: (context: CallContext) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const forward = () => controller.abort(context.signal.reason);
  if (context.signal.aborted) forward();
  context.signal.addEventListener('abort', forward, { once: true });
  let listed: ReturnType<JobList['attach']> | null = null;
  const timer = setTimeout(() => {
    listed = jobs.attach(id, work, controller);
  }, listAfterMs);
  try {
    return await run({
      ...context,
      signal: controller.signal,
      progress: (done, total, text) => {
        listed?.progress(done, total, text);
        context.progress(done, total, text);
      },
    });
  } catch (thrown) {
    if (controller.signal.aborted && !(thrown instanceof RankscopeError && thrown.code === 'cancelled')) {
      throw new RankscopeError({ code: 'cancelled', message: 'The work was cancelled.' }, { cause: thrown });
    }
    throw thrown;
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', forward);
    (listed as ReturnType<JobList['attach']> | null)?.finish();
  }
}
