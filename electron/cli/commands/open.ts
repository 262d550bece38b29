import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { type DesktopApp, findDesktopApp } from '../desktopApp';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';

/** An app that ends within this time did not start; one that hands over to a running one ends with code 0. */
const startMs = 2_000;

/** `rankscope open`: the desktop app, with a case when one is named. Returns when it has started; it lives on. */
export async function openCommand(
  casePath: string | undefined,
  options: GlobalOptions,
  terminal: Terminal,
): Promise<void> {
  const file = casePath === undefined ? null : existingPath(casePath);
  const app = findDesktopApp(__dirname, {
    env: process.env,
    platform: process.platform,
    uid: process.getuid?.(),
  });
  if ('missing' in app) throw cannotOpen(app.missing, casePath);
  const problem = await startApp(app, file);
  if (problem) throw cannotOpen(problem, casePath);
  if (options.json) terminal.out(`${JSON.stringify({ version: 1, opened: file })}\n`);
  else if (!options.quiet) terminal.err(`${file ? `${file} opens` : 'Rankscope opens'} in its window.\n`);
}

function existingPath(given: string): string {
  const file = path.resolve(given);
  if (existsSync(file)) return file;
  throw new RankscopeError({
    code: 'input',
    message: `There is no case at ${file}.`,
    hint: 'Name a case folder, its case.yaml or a session file.',
  });
}

function cannotOpen(why: string, casePath: string | undefined): RankscopeError {
  const serve = casePath === undefined ? 'rankscope serve' : `rankscope serve ${casePath}`;
  return new RankscopeError({
    code: 'unsupported',
    message: `The desktop app cannot be opened here: ${why}.`,
    hint: `Run "${serve}" for the same workbench in a browser; "npm start" downloads what the desktop app needs.`,
  });
}

/** Starts the app apart from this process; resolves with what went wrong, null when it runs. */
function startApp({ command, args }: Exclude<DesktopApp, { missing: string }>, file: string | null) {
  return new Promise<string | null>((resolve) => {
    const child = spawn(command, file === null ? args : [...args, file], { detached: true, stdio: 'ignore' });
    const timer = setTimeout(() => resolve(null), startMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : `it ended at once with ${signal ?? `code ${code}`}`);
    });
    child.unref();
  });
}
