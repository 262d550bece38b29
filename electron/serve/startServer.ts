import path from 'node:path';
import type { RestartPolicy } from '../../shared/host/restartPolicy';
import { defaultCacheDir } from '../engine/host/cacheDir';
import { allowedHosts, allowedRoots } from './allowedRoots';
import { BrowserHost } from './browserHost';
import { listen } from './listen';
import { openBrowser } from './openBrowser';
import type { ServerLimits } from './serverLimits';
import { newToken } from './token';

export interface ServeOptions {
  /** Case folder, case.yaml or session file to open first; null for none. */
  startCase: string | null;
  /** 0 takes any free port. */
  port: number;
  /** Folders that the page may list and open cases from, besides the parent of `startCase`. */
  roots: readonly string[];
  /** More values of the Host header to answer to, as `localhost:9000` for a port forwarded by ssh. */
  allowHosts?: readonly string[];
  /** Whether to open the person's browser, where there is one. */
  open: boolean;
  /** Stops when no page was open and no job ran for so long; null never. */
  idleMinutes: number | null;
  /** The built engine and the folder of the built page, absolute. */
  engineFile: string;
  rendererDir: string;
  /** Where sessions are kept; absent means the platform's place. */
  cacheDir?: string;
  /** DuckDB's limit, such as `4GB`; null or absent means half of the memory, at most 8 GB. */
  memoryLimit?: string | null;
  /** Gets diagnostics, line by line. The token is never among them. */
  log(line: string): void;
  policy?: RestartPolicy;
  limits?: Partial<ServerLimits>;
}

export interface RunningServer {
  /** What a person opens: it holds the token. */
  url: string;
  port: number;
  token: string;
  /** Whether a browser was opened. */
  opened: boolean;
  /** Stops everything; the second call waits for the first. */
  close(): Promise<void>;
  /** Resolves when the server has stopped, for any reason, with that reason as a sentence. */
  closed: Promise<string>;
}

/**
 * Starts the browser host: the page and a WebSocket on 127.0.0.1, and the engine as a child process.
 * @throws RankscopeError `usage` when the port is taken or a root does not exist.
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const settings = {
    host: 'browser' as const,
    startCase: options.startCase === null ? null : path.resolve(options.startCase),
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    allowedRoots: await allowedRoots(options.startCase, options.roots),
    memoryLimit: options.memoryLimit ?? null,
    threads: null,
    privateSessions: false,
  };
  const allowHosts = allowedHosts(options.allowHosts ?? []);
  const token = newToken();
  const host = new BrowserHost({ ...options, allowHosts, token, engine: { file: options.engineFile, settings } });
  const port = await listen(host.server, options.port);
  host.start(port);
  const url = `http://127.0.0.1:${port}/#t=${token}`;
  const opened = options.open && (await openBrowser(url));
  return { url, port, token, opened, close: () => host.stop('The server was stopped.'), closed: host.closed };
}
