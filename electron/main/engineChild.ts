import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, utilityProcess } from 'electron';
import type { EngineChild } from './engineHost';
import type { Log } from './log';

/** What the engine is told at its start, as one JSON argument; the engine has defaults for the rest. */
export interface EngineStart {
  host: 'electron';
  startCase: string | null;
  allowedRoots: string[];
}

/** Settings of this app's engine. Paths beyond the start case reach it only as granted tokens. */
export function engineStart(startCase: string | null): EngineStart {
  return { host: 'electron', startCase, allowedRoots: startCase === null ? [] : [rootOf(startCase)] };
}

/** Starts the engine's process from its built file, an absolute path. Only after the app is ready. */
export function forkEngine(file: string, settings: EngineStart, log: Log): EngineChild {
  const cwd = app.getPath('userData');
  mkdirSync(cwd, { recursive: true });
  const child = utilityProcess.fork(file, [JSON.stringify(settings)], {
    serviceName: 'Rankscope engine',
    // A query of DuckDB holds a thread of libuv; with the default of 4, four jobs would stall every file read.
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => log(`engine: ${text.toString('utf8').trimEnd()}`));
  }
  return child;
}

function rootOf(startCase: string): string {
  return /\.(ya?ml|rankscope)$/i.test(startCase) ? path.dirname(startCase) : startCase;
}
