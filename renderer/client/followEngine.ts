import type { QueryClient } from '@tanstack/react-query';
import type { Job } from '../../shared/schemas/jobs';
import { useCaseStore } from '../state/caseStore';
import { useEngineStore } from '../state/engineStore';
import { useProblemStore } from '../state/problemStore';
import type { Engine } from './engine';
import { reopenCase } from './openCase';

/** Keeps the stores and the cache in step with what the engine announces. Returns how to stop. */
export function followEngine(engine: Engine, queries: QueryClient): () => void {
  const stops = [
    engine.on('engine.state', ({ state, memoryBytes }) => useEngineStore.setState({ state, memoryBytes })),
    engine.on('jobs.changed', ({ jobs }) => takeJobs(jobs)),
    engine.on('session.changed', ({ session, reason }) => {
      if (reason === 'closed') useCaseStore.getState().closed(session);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => sessionOf(queryKey[1]) === session });
    }),
    useEngineStore.subscribe((now, before) => {
      if (now.connection.status === 'ready' && before.connection.status !== 'ready') void catchUp(engine, queries);
    }),
  ];
  if (useEngineStore.getState().connection.status === 'ready') void catchUp(engine, queries);
  return () => {
    for (const stop of stops) stop();
  };
}

/** After a connection was made: what was missed meanwhile. A restarted engine knows none of the old sessions. */
async function catchUp(engine: Engine, queries: QueryClient): Promise<void> {
  try {
    takeJobs((await engine.call('jobs.list', {})).jobs);
    await reopenCase(engine);
    // What was asked before the case was open again was refused.
    void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
  } catch (error) {
    useProblemStore.getState().report(error, 'Catching up with the engine');
  }
}

function takeJobs(jobs: Job[]): void {
  const before = useEngineStore.getState().jobs;
  for (const job of jobs) {
    const known = before.some(({ id, state }) => id === job.id && state === 'failed');
    if (job.state === 'failed' && job.error && !known) useProblemStore.getState().report(job.error, job.title);
  }
  useEngineStore.setState({ jobs });
}

function sessionOf(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'session' in params ? params.session : undefined;
}
