import type { CaseInfo } from '../../shared/schemas/session';
import { fromWireError } from '../../shared/wire/errors';
import type { CallContext } from '../engine/callContext';
import { createEngine, type Engine } from '../engine/createEngine';
import { defaultCacheDir } from '../engine/host/cacheDir';
import type { GlobalOptions } from './globalOptions';
import { ProgressLine } from './progressLine';
import type { Terminal } from './terminal';

/** An engine with one case open and ready, for the length of a command. */
export interface OpenCase {
  engine: Engine;
  session: string;
  info: CaseInfo;
  /** Whether this command built the session. */
  rebuilt: boolean;
  context: CallContext;
}

/**
 * Opens the case (building its session when needed), runs the command, and closes everything again, also when the
 * command fails. Interrupting the process cancels the work first.
 */
export async function withCase<T>(
  casePath: string,
  options: GlobalOptions & { output?: string; lazyTables?: boolean },
  terminal: Terminal,
  run: (open: OpenCase) => Promise<T>,
): Promise<T> {
  const progress = new ProgressLine(terminal, options.quiet === true);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  const engine = createEngine({
    host: 'cli',
    startCase: null,
    cacheDir: options.sessionDir ?? defaultCacheDir(),
    allowedRoots: null,
    memoryLimit: options.memory ?? null,
    threads: null,
    privateSessions: options.private === true,
    lazyTables: options.lazyTables,
    onFatal: (reason) => {
      terminal.err(`rankscope: the database failed and cannot go on: ${reason}\n`);
      process.exit(3);
    },
  });
  const context: CallContext = { signal: controller.signal, progress: progress.update, client: 'cli' };
  try {
    const open = await openAndWait(engine, casePath, options.output, context);
    return await run({ engine, context, ...open });
  } finally {
    progress.clear();
    process.removeListener('SIGINT', stop);
    await engine.close();
  }
}

async function openAndWait(
  engine: Engine,
  casePath: string,
  output: string | undefined,
  context: CallContext,
): Promise<{ session: string; info: CaseInfo; rebuilt: boolean }> {
  const opened = await engine.openCase(casePath, { output, signal: context.signal, progress: context.progress });
  const info = await engine.table['case.info']({ session: opened.session }, context);
  if (info.state === 'failed' && info.error) throw fromWireError(info.error as Parameters<typeof fromWireError>[0]);
  return { session: opened.session, info, rebuilt: opened.rebuilt };
}
