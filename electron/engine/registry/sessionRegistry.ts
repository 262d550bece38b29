import type { Events } from '../../../shared/contract';
import type { CaseInfo } from '../../../shared/schemas/session';
import { RankscopeError, toWireError, type WireError } from '../../../shared/wire/errors';
import type { ContestSource } from '../compare/contestSource';
import type { RequestSet } from '../compare/requestSet';
import type { EventListener } from '../createEngine';
import type { EngineDeps } from '../engineDeps';
import type { JobList, JobProgress } from '../jobs/jobList';
import { SessionNotes } from '../notes/sessionNotes';
import { caseInfo } from '../session/caseInfo';
import { type PreparedCase, prepareCase } from '../session/openCase';
import type { Session } from '../session/session';
import { SessionSlices } from '../slices/sessionSlices';
import { contestSourceOf } from './contestSourceOf';
import { pendingCaseInfo } from './pendingCaseInfo';

/** How far opening a case got. `source`, `slices` and `notes` are there exactly while `session` is. */
interface Entry {
  id: string;
  path: string;
  prepared: PreparedCase;
  state: 'building' | 'ready' | 'failed';
  session: Session | null;
  source: ContestSource | null;
  slices: SessionSlices | null;
  notes: SessionNotes | null;
  error: WireError | null;
  job: string | null;
  clients: Set<string>;
  /** The last client let go of it while it was being built: it is closed when that ends. */
  isLeft: boolean;
}

export interface OpenedCase {
  session: string;
  state: 'building' | 'ready';
  job: string | null;
}

export interface OpenNowOptions {
  output?: string;
  signal?: AbortSignal;
  progress: JobProgress;
}

/** The sessions of one engine: one per case, shared by all its clients. */
export class SessionRegistry {
  private readonly entries = new Map<string, Entry>();
  private readonly opening = new Map<string, Promise<Entry>>();
  private readonly deps: EngineDeps;
  private readonly jobs: JobList;
  private readonly emit: EventListener;

  constructor(deps: EngineDeps, jobs: JobList, emit: EventListener) {
    this.deps = deps;
    this.jobs = jobs;
    this.emit = emit;
  }

  /**
   * Opens a case for a client: at once when its session is up to date, else a detached build is started. A case that is
   * open already is shared; one that failed is tried again.
   */
  async open(file: string, client: string): Promise<OpenedCase> {
    const entry = await this.shared(file, () => this.prepare(file));
    entry.clients.add(client);
    entry.isLeft = false;
    if (entry.state === 'failed') {
      entry.prepared = await prepareCase(this.caseOptions(file));
      this.startBuild(entry);
    }
    return { session: entry.id, state: entry.state === 'ready' ? 'ready' : 'building', job: entry.job };
  }

  /** Opens a case and waits, building it when needed: what the command line does. */
  async openNow(file: string, options: OpenNowOptions): Promise<{ session: string; rebuilt: boolean }> {
    const prepared = await prepareCase(this.caseOptions(file, options.output));
    const entry = this.addEntry(file, prepared);
    const rebuilt = prepared.session === null;
    this.becomeReady(entry, prepared.session ?? (await prepared.build(buildControl(options.signal, options.progress))));
    return { session: entry.id, rebuilt };
  }

  /** Builds a session again from its inputs; gives the job. */
  async rebuild(id: string): Promise<string> {
    const entry = this.known(id);
    // Before the session is closed: a case.yaml that was spoiled meanwhile must not take it away.
    const prepared = await prepareCase({ ...this.caseOptions(entry.path), rebuild: true });
    await entry.session?.close();
    entry.session = null;
    entry.source = null;
    entry.slices = null;
    entry.notes = null;
    entry.prepared = prepared;
    return this.startBuild(entry);
  }

  info(id: string): CaseInfo {
    const entry = this.known(id);
    if (entry.session) return caseInfo(entry.session);
    return pendingCaseInfo(entry.prepared, entry.error);
  }

  /** The open session and what contests need of it. Throws `not_found` or `not_ready`. */
  ready(id: string): { session: Session; source: ContestSource; slices: SessionSlices; notes: SessionNotes } {
    const entry = this.known(id);
    const { session, source, slices, notes } = entry;
    if (session && source && slices && notes) return { session, source, slices, notes };
    if (entry.error) throw new RankscopeError({ ...entry.error, code: 'not_ready' });
    throw new RankscopeError({ code: 'not_ready', message: 'The session is still being built.' });
  }

  /** What a contest runs on: the session's source and the requests that the slice selects. */
  async contest(
    id: string,
    slice: string | null,
    signal: AbortSignal,
  ): Promise<{ source: ContestSource; requestSet: RequestSet }> {
    const { source, slices } = this.ready(id);
    return { source, requestSet: await slices.select(slice, signal) };
  }

  /** Tells every client that something of a session changed. */
  changed(id: string, reason: Events['session.changed']['reason']): void {
    this.emit('session.changed', { session: id, reason });
  }

  /** Lets go of a session for one client; it is closed when no client has it open, and after a build that runs. */
  async release(id: string, client: string): Promise<void> {
    const entry = this.known(id);
    entry.clients.delete(client);
    if (entry.clients.size > 0) return;
    entry.isLeft = true;
    if (entry.state !== 'building') await this.dispose(entry);
  }

  private async dispose(entry: Entry): Promise<void> {
    this.entries.delete(entry.id);
    await entry.session?.close();
    this.emit('session.changed', { session: entry.id, reason: 'closed' });
    this.deps.onClosed?.(entry.path);
  }

  /** A client went away. Its sessions stay open: a reloaded page asks for them again. */
  clientGone(client: string): void {
    for (const entry of this.entries.values()) entry.clients.delete(client);
  }

  async close(): Promise<void> {
    for (const entry of this.entries.values()) await entry.session?.close();
    this.entries.clear();
  }

  private known(id: string): Entry {
    const entry = this.entries.get(id);
    if (entry) return entry;
    throw new RankscopeError({
      code: 'not_found',
      message: `There is no open session "${id}".`,
      hint: 'Open the case again.',
    });
  }

  /** Two clients that open one path at once share the attempt. */
  private shared(file: string, open: () => Promise<Entry>): Promise<Entry> {
    const known = [...this.entries.values()].find((entry) => entry.path === file);
    const running = known ? Promise.resolve(known) : this.opening.get(file);
    if (running) return running;
    const attempt = open().finally(() => this.opening.delete(file));
    this.opening.set(file, attempt);
    return attempt;
  }

  private async prepare(file: string): Promise<Entry> {
    const prepared = await prepareCase(this.caseOptions(file));
    const known = this.entries.get(prepared.id);
    if (known) return known;
    const entry = this.addEntry(file, prepared);
    if (prepared.session) this.becomeReady(entry, prepared.session);
    else this.startBuild(entry);
    return entry;
  }

  private addEntry(file: string, prepared: PreparedCase): Entry {
    const entry: Entry = {
      id: prepared.id,
      path: file,
      prepared,
      state: 'building',
      session: null,
      source: null,
      slices: null,
      notes: null,
      error: null,
      job: null,
      clients: new Set(),
      isLeft: false,
    };
    this.entries.set(entry.id, entry);
    return entry;
  }

  private startBuild(entry: Entry): string {
    entry.state = 'building';
    entry.error = null;
    const work = { kind: 'build' as const, title: `build ${entry.prepared.name}`, session: entry.id };
    const { id } = this.jobs.startDetached(work, async (signal, progress) => {
      try {
        this.becomeReady(entry, await entry.prepared.build(buildControl(signal, progress)));
        this.emit('session.changed', { session: entry.id, reason: 'built' });
      } catch (thrown) {
        entry.state = 'failed';
        entry.error = toWireError(thrown);
        this.emit('session.changed', { session: entry.id, reason: 'failed' });
        throw thrown;
      } finally {
        if (entry.isLeft) await this.dispose(entry);
      }
    });
    entry.job = id;
    return id;
  }

  private becomeReady(entry: Entry, session: Session): void {
    entry.session = session;
    entry.slices = new SessionSlices(session);
    entry.notes = new SessionNotes(session);
    entry.source = contestSourceOf(session, entry.slices);
    entry.state = 'ready';
    entry.error = null;
  }

  private caseOptions(file: string, output?: string) {
    const { memoryLimit, threads, privateSessions, lazyTables, onFatal, cacheDir } = this.deps;
    return {
      path: file,
      cacheDir,
      output: output ?? null,
      memory: privateSessions && output === undefined,
      lazyTables,
      open: {
        ...(memoryLimit !== null && { memoryLimit }),
        ...(threads !== null && { threads }),
        onFatal: (error: Error) => onFatal(error.message),
      },
    };
  }
}

function buildControl(signal: AbortSignal | undefined, progress: JobProgress) {
  return { signal, progress };
}
