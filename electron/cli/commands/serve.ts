import path from 'node:path';
import { runUntilStopped } from '../../serve/runUntilStopped';
import { startServer } from '../../serve/startServer';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';

export interface ServeCommandOptions extends GlobalOptions {
  port: number;
  root?: string[];
  open: boolean;
  /** Minutes. */
  idleExit?: number;
  allowHost?: string[];
}

/** `rankscope serve`: the workbench in a browser, until it is stopped. */
export async function serveCommand(
  casePath: string | undefined,
  options: ServeCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const server = await startServer({
    startCase: casePath ?? null,
    port: options.port,
    roots: options.root ?? [],
    allowHosts: options.allowHost,
    open: options.open,
    idleMinutes: options.idleExit ?? null,
    engineFile: path.join(__dirname, 'engine.cjs'),
    rendererDir: path.join(__dirname, 'renderer'),
    cacheDir: options.sessionDir,
    memoryLimit: options.memory ?? null,
    log: (line) => {
      if (!options.quiet) terminal.err(`${line}\n`);
    },
  });
  terminal.out(options.json ? `${JSON.stringify({ version: 1, url: server.url })}\n` : serveText(server));
  const reason = await runUntilStopped(server);
  if (!options.quiet) terminal.err(`${reason}\n`);
}

function serveText({ url, opened }: { url: string; opened: boolean }): string {
  const lead = opened ? 'The workbench is open in your browser' : 'Open the workbench in a browser';
  return `${lead}: ${url}\nIt answers only on this machine and only with the token in that address. Stop it with Ctrl+C.\n`;
}
