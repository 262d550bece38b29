import type { RunningServer } from './startServer';

/**
 * Waits until the server stops: by itself, or because this process was asked to end (Ctrl+C, SIGTERM, a closed
 * terminal). Resolves with the reason. Signals after the first are taken as the same one: a launcher passes on a Ctrl+C
 * that the terminal has sent here already.
 */
export async function runUntilStopped(server: Pick<RunningServer, 'close' | 'closed'>): Promise<string> {
  const stop = () => void server.close();
  for (const signal of stopSignals) process.on(signal, stop);
  try {
    return await server.closed;
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
  }
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
