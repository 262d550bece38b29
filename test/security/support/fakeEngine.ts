import { rmSync, writeFileSync } from 'node:fs';
import type { HostedEngine } from '../../../electron/engine/host/hostedEngine';
import { runEngine } from '../../../electron/engine/host/runEngine';
import type { CallContext, Handler } from '../../../shared/wire/serving';

const job = { kind: 'build', title: 'Build', session: null, text: '', done: 0, total: null, error: null } as const;
type Announce = Parameters<HostedEngine['onEvent']>[0];
let waiting = 0;
const granted = new Map<string, string>();
const exported = new Map<string, { path: string; name: string; bytes: number }>();
const listeners = new Set<Announce>();

function announce(state: 'running' | 'done'): void {
  for (const each of listeners) each('jobs.changed', { jobs: [{ ...job, id: 'job-1', detached: true, state }] });
}

const handlers: Record<string, Handler> = {
  'app.info': async (_params, { client }: CallContext) => ({ pid: process.pid, client, argv: process.argv.slice(2) }),
  'test.env': async () => ({ threads: process.env.UV_THREADPOOL_SIZE, text: JSON.stringify(process.env) }),
  'test.echo': async (params) => params,
  /** Answers when the caller cancels, never otherwise. */
  'test.wait': (_params, { signal, progress }) => {
    waiting += 1;
    progress(1, 2, 'half');
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        waiting -= 1;
        reject(signal.reason);
      });
    });
  },
  /** How many calls of `test.wait` have not ended. */
  'test.waiting': async () => waiting,
  /** Fills the event loop, so that nothing but a signal can end this process. */
  'test.spin': async (_params, { progress }) => {
    progress(0, null, 'spinning');
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (;;);
  },
  'test.reject': async () => {
    void Promise.reject(new Error('a promise that nobody waits for'));
    return null;
  },
  /** The path behind a granted token, as the real engine would resolve it. */
  'test.granted': async (params) => granted.get((params as { token: string }).token) ?? null,
  /** Makes a file known to be taken. */
  'test.export': async (params) => {
    const { token, file } = params as { token: string; file: { path: string; name: string; bytes: number } };
    exported.set(token, file);
    return null;
  },
  'test.job': async (params) => {
    announce((params as { state: 'running' | 'done' }).state);
    return null;
  },
};

const mark = process.env.FAKE_ENGINE_MARK;

runEngine((deps) => {
  if (process.env.FAKE_ENGINE_DIES) throw new Error('The fake engine dies at once.');
  if (mark) writeFileSync(mark, deps.host);
  return {
    handlers,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    grant: (token, file) => void granted.set(token, file),
    takeExport: (token) => {
      const file = exported.get(token);
      if (!file) throw new Error('This export has been taken already, or never was there.');
      exported.delete(token);
      return file;
    },
    saveExport: async () => undefined,
    clientGone: () => undefined,
    async close() {
      if (process.env.FAKE_ENGINE_HANGS) await new Promise(() => undefined);
      if (mark) rmSync(mark);
    },
  };
});
