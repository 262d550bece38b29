import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import type { Engine } from '../../client/engine';
import { type ConsoleRun, useConsole } from './consoleStore';

/** Most rows that a result holds here; the engine says when there are more. */
export const mostRows = 100_000;

/** Runs a query and keeps what becomes of it; a query that is still running is cancelled. */
export async function runQuery(engine: Engine, session: string, sql: string): Promise<void> {
  cancelQuery();
  const abort = new AbortController();
  const running: ConsoleRun = { kind: 'running', sql, cancel: () => abort.abort(), progress: null };
  const isCurrent = () => {
    const { run, session: now } = useConsole.getState();
    return now === session && run.kind === 'running' && run.cancel === running.cancel;
  };
  const settle = (run: ConsoleRun) => isCurrent() && useConsole.setState({ run });
  useConsole.setState({ session, run: running });
  const start = performance.now();
  try {
    const result = await engine.call(
      'data.query',
      { session, sql, limit: mostRows },
      { signal: abort.signal, onProgress: (progress) => settle({ ...running, progress }) },
    );
    settle({ kind: 'done', result: { ...result, sql, milliseconds: performance.now() - start } });
  } catch (thrown) {
    const isCancelled = thrown instanceof RankscopeError && thrown.code === 'cancelled';
    settle(isCancelled ? { kind: 'cancelled', sql } : { kind: 'failed', sql, error: toWireError(thrown) });
  }
}

export function cancelQuery(): void {
  const { run } = useConsole.getState();
  if (run.kind !== 'running') return;
  run.cancel();
  useConsole.setState({ run: { kind: 'cancelled', sql: run.sql } });
}
