import type { JobList } from '../jobs/jobList';
import type { HandlersOf } from './handlerTable';

/** Watching and stopping work. */
export function jobHandlers(jobs: JobList): HandlersOf<'jobs.list' | 'jobs.cancel'> {
  return {
    'jobs.list': async () => ({ jobs: jobs.list() }),
    'jobs.cancel': async ({ id }) => ({ cancelled: jobs.cancel(id) }),
  };
}
