import { type EventName, type Events, type MethodName, methods } from '../../shared/contract';
import type { CallContext } from './callContext';
import { type ExportedFile, Exports } from './console/exports';
import type { EngineDeps } from './engineDeps';
import { appHandlers } from './handlers/app';
import { caseHandlers } from './handlers/cases';
import { compareHandlers } from './handlers/compare';
import { contractHandlers } from './handlers/contracts';
import { dataHandlers } from './handlers/data';
import { decodeParams } from './handlers/decodeParams';
import { explainHandlers } from './handlers/explain';
import { fidelityHandlers } from './handlers/fidelity';
import { fileHandlers } from './handlers/files';
import type { HandlerTable } from './handlers/handlerTable';
import { jobHandlers } from './handlers/jobs';
import { modelHandlers } from './handlers/models';
import { newCaseHandlers } from './handlers/newCases';
import { noteHandlers } from './handlers/notes';
import { requestHandlers } from './handlers/requests';
import { sliceHandlers } from './handlers/slices';
import { weightHandlers } from './handlers/weights';
import { JobList } from './jobs/jobList';
import { runListed } from './jobs/longCalls';
import { FileTokens } from './registry/fileTokens';
import { type OpenNowOptions, SessionRegistry } from './registry/sessionRegistry';
import { endThreads } from './threads/roleThread';

export type EventListener = <E extends EventName>(event: E, payload: Events[E]) => void;
export type RawHandler = (params: unknown, context: CallContext) => Promise<unknown>;

/** The engine as its four hosts see it: handlers to dispatch to, events to pass on. */
export interface Engine {
  /** Contract methods with undecoded params, as a peer calls them. */
  handlers: Record<MethodName, RawHandler>;
  /** The same methods typed, for in-process callers; params are still decoded. */
  table: HandlerTable;
  jobs: JobList;
  onEvent(listener: EventListener): () => void;
  /** Makes a token known for a path that a person chose in a host's own dialog. */
  grant(token: string, file: string): void;
  /** Hands an exported file over to the host, which moves or removes it; the token is used up. */
  takeExport(token: string): ExportedFile;
  /** Moves an exported file to a path that a person chose in a host's own dialog. */
  saveExport(token: string, target: string): Promise<void>;
  /** Opens a case and waits for it, in process: progress and cancel as of a call. */
  openCase(file: string, options: OpenNowOptions): Promise<{ session: string; rebuilt: boolean }>;
  /** A connection ended; what it had open stays for others. */
  clientGone(client: string): void;
  close(): Promise<void>;
}

/** Methods that answer at once by nature and are never listed as jobs. */
const unlisted = new Set<MethodName>(['jobs.list', 'jobs.cancel', 'app.info', 'case.open']);

/** Wires the capabilities to one handler table. Opens nothing until a case is opened. */
export function createEngine(deps: EngineDeps): Engine {
  const listeners = new Set<EventListener>();
  const emit: EventListener = (event, payload) => {
    for (const listener of listeners) listener(event, payload);
  };
  const jobs = new JobList((list) => emit('jobs.changed', { jobs: list }));
  const files = new FileTokens(deps.allowedRoots, { hasDialogs: deps.host === 'electron' });
  const sessions = new SessionRegistry(deps, jobs, emit);
  const exports = new Exports();
  const table: HandlerTable = {
    ...appHandlers(deps),
    ...fileHandlers(files),
    ...caseHandlers(sessions, files, deps.onOpened),
    ...newCaseHandlers(files, deps.memoryLimit),
    ...contractHandlers(sessions),
    ...jobHandlers(jobs),
    ...dataHandlers(sessions, exports),
    ...sliceHandlers(sessions),
    ...noteHandlers(sessions),
    ...modelHandlers(sessions),
    ...fidelityHandlers(sessions),
    ...compareHandlers(sessions),
    ...requestHandlers(sessions),
    ...explainHandlers(sessions),
    ...weightHandlers(sessions),
  };
  return {
    handlers: rawHandlers(table, jobs),
    table,
    jobs,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    grant: (token, file) => files.grant(token, file),
    takeExport: (token) => exports.take(token),
    saveExport: (token, target) => exports.saveAs(token, target),
    openCase: async (file, options) => sessions.openNow(await files.allow(file), options),
    clientGone: (client) => sessions.clientGone(client),
    async close() {
      await jobs.close();
      await exports.close();
      await sessions.close();
      await endThreads();
    },
  };
}

function rawHandlers(table: HandlerTable, jobs: JobList): Record<MethodName, RawHandler> {
  const names = Object.keys(methods) as MethodName[];
  let calls = 0;
  const wrap =
    (method: MethodName): RawHandler =>
    async (params, context) => {
      const decoded = decodeParams(method, methods[method].params, params);
      const handler = table[method] as (params: unknown, context: CallContext) => Promise<unknown>;
      if (unlisted.has(method)) return handler(decoded, context);
      calls += 1;
      const session = (decoded as { session?: unknown }).session;
      const work = {
        kind: method.startsWith('compare.') ? ('compare' as const) : ('query' as const),
        title: method,
        session: typeof session === 'string' ? session : null,
      };
      return runListed(jobs, `${context.client}-${calls}`, work, context, (inner) => handler(decoded, inner));
    };
  return Object.fromEntries(names.map((name) => [name, wrap(name)])) as Record<MethodName, RawHandler>;
}
