import { type ChildProcess, fork } from 'node:child_process';
import type { EngineSettings } from '../engine/host/engineSettings';
import type { ToEngine, ToHost } from '../engine/host/relayMessages';

/** One engine child, from its start to its exit. */
export interface EngineProcess {
  readonly pid: number | undefined;
  send(message: ToEngine): void;
  kill(): void;
}

export interface EngineProcessEvents {
  onMessage(message: ToHost): void;
  /** Called exactly once, after the last message. `reason` is one sentence for people. */
  onExit(reason: string): void;
  onOutput(line: string): void;
}

export interface EngineProcessOptions {
  /** The built engine, an absolute path. */
  file: string;
  settings: EngineSettings;
}

// A query of DuckDB holds a thread of libuv; with the default of 4, four jobs would stall every file read.
const threadPool = { UV_THREADPOOL_SIZE: '16' };

/** Starts an engine as a child process. A file that cannot be started ends in `onExit`, never in a throw. */
export function startEngineProcess(options: EngineProcessOptions, events: EngineProcessEvents): EngineProcess {
  const child = fork(options.file, [JSON.stringify(options.settings)], {
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, ...threadPool },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let fatal: string | null = null;
  let lastLine = '';
  let over = false;
  const exit = (how: string) => {
    if (over) return;
    over = true;
    events.onExit(fatal ?? (lastLine === '' ? how : `${how} Its last words: ${lastLine}`));
  };
  child.on('message', (message: ToHost) => {
    if (message.type === 'fatal') fatal = message.reason;
    events.onMessage(message);
  });
  child.on('error', (error) => {
    if (child.pid === undefined) exit(`The engine could not be started: ${error.message}`);
    else events.onOutput(`engine channel: ${error.message}`);
  });
  // 'close' rather than 'exit': it comes when the output has been read to its end.
  child.on('close', (code, signal) => exit(exitSentence(code, signal)));
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, (line) => {
      lastLine = line.slice(0, 300);
      events.onOutput(line);
    });
  }
  return { pid: child.pid, send: (message) => sendTo(child, message), kill: () => void child.kill('SIGKILL') };
}

function sendTo(child: ChildProcess, message: ToEngine): void {
  // What is sent to an engine that is dying is answered by its exit; the callback keeps it from becoming an error event.
  if (child.connected) child.send(message, () => undefined);
}

function exitSentence(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `The engine was ended by ${signal}.` : `The engine ended with code ${code}.`;
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  });
  stream?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
