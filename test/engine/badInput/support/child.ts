import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleNode } from '../../../../scripts/bundles.mjs';
import type { CommandResult } from '../../support/runCommand';
import type { Lab } from './lab';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The command line as a program of its own, bundled from the sources of this moment. */
export interface Program {
  file: string;
  remove(): void;
}

/** Bundles the command line inside the project, because the native modules are found from there. */
export async function bundleProgram(): Promise<Program> {
  const folder = path.join(root, `out/test/program-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'cli.cjs');
  const banner = "process.env.UV_THREADPOOL_SIZE ??= '16';";
  await bundleNode({ entry: 'electron/cli/main.ts', outFile: file, target: 'node20', banner });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Run {
  child: ChildProcess;
  /** Resolves once standard error holds `text`, or the process has ended. */
  said(text: string | RegExp): Promise<void>;
  ended: Promise<CommandResult & { signal: NodeJS.Signals | null }>;
}

/** Starts `rankscope <args>` with the lab's cache and temporary folder; `shell` wraps it, such as `ulimit -f 100;`. */
export function start(
  program: Program,
  lab: Pick<Lab, 'cacheDir' | 'temporary'>,
  args: readonly string[],
  options: SpawnOptions & { shellPrefix?: string } = {},
): Run {
  const env = { ...process.env, RANKSCOPE_CACHE: lab.cacheDir, TMPDIR: lab.temporary };
  const { shellPrefix, ...rest } = options;
  const words = [process.execPath, program.file, ...args];
  const [command, ...more] = shellPrefix ? ['bash', '-c', `${shellPrefix} exec "$@"`, 'bash', ...words] : words;
  const child = spawn(command!, more, { ...rest, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { out: '', err: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  const ended = new Promise<CommandResult & { signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? -1, signal, ...written }));
  });
  const said = (text: string | RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (typeof text === 'string' ? written.err.includes(text) : text.test(written.err)) resolve();
      };
      child.stderr!.on('data', look);
      void ended.then(() => resolve());
      look();
    });
  return { child, said, ended };
}

/** Runs it to its end. */
export function runProgram(...given: Parameters<typeof start>) {
  return start(...given).ended;
}
