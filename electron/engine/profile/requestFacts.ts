import type { TimeMark } from '../../../shared/slices/profileSchemas';
import type { BoolColumn, Column, F64Column, I32Column } from '../../../shared/wire/table';
import type { Session } from '../session/session';
import { changeRows } from '../sql/profile/changeRows';
import {
  requestLengths,
  requestPositives,
  requestTimes,
  requestUsers,
  requestVersions,
  versionTimes,
} from '../sql/profile/tableColumn';

/** When a version of something was first and last seen; times in milliseconds. */
export interface VersionSpan {
  /** The key under `log.versions`. */
  key: string;
  value: string;
  first: number | null;
  last: number | null;
  requests: number;
}

/** Vectors over all requests of a session, each read once when first asked for. */
export class RequestFacts {
  readonly #session: Session;
  readonly #held = new Map<string, Promise<unknown>>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Milliseconds since the epoch, NaN = none; null when the log has no time. */
  async times(): Promise<Float64Array | null> {
    if (!this.#session.meta.columns.includes('time')) return null;
    return this.#once('times', async () => {
      const table = await this.#session.db.read(requestTimes);
      return (table.columns[0] as F64Column).data;
    });
  }

  lengths(): Promise<Int32Array> {
    return this.#once('lengths', async () => {
      const table = await this.#session.db.read(requestLengths);
      return (table.columns[0] as I32Column).data;
    });
  }

  positives(label: string): Promise<Int32Array> {
    return this.#once(`positives ${label}`, async () => {
      const table = await this.#session.db.read(requestPositives(label));
      return (table.columns[0] as I32Column).data;
    });
  }

  /** A number for each user, 0 = none; null when the log has no users. */
  async users(): Promise<Int32Array | null> {
    if (!this.#session.meta.columns.includes('user_id')) return null;
    return this.#once('users', async () => {
      const [code, missing] = (await this.#session.db.read(requestUsers)).columns as [I32Column, BoolColumn];
      return code.data.map((each, i) => (missing.data[i] ? 0 : each));
    });
  }

  /** The version column that a time axis is split by: the model's if the log has it, else the first. */
  get mainVersion(): string | null {
    const keys = this.#versionKeys();
    return keys.find((key) => key === 'model') ?? keys[0] ?? null;
  }

  /** Version of each request, by its first row. */
  versions(key: string): Promise<Column> {
    return this.#once(`versions ${key}`, async () => {
      const table = await this.#session.db.read(requestVersions(`version:${key}`));
      return table.columns[0]!;
    });
  }

  /** When each version was served; none when the log has no time or no versions. */
  async versionSpans(): Promise<VersionSpan[]> {
    if (!this.#session.meta.columns.includes('time')) return [];
    return this.#once('spans', async () => {
      const spans: VersionSpan[] = [];
      for (const key of this.#versionKeys()) {
        const rows = await this.#session.db.readRows(versionTimes(`version:${key}`));
        for (const { value, first, last, requests } of rows) {
          spans.push({
            key,
            value: String(value),
            first: first as number | null,
            last: last as number | null,
            requests: Number(requests),
          });
        }
      }
      return spans;
    });
  }

  /** The rows of `changes` that have a time, by time; none when the case names no such file. */
  async changes(): Promise<TimeMark[]> {
    if (this.#session.case.written.changes === undefined) return [];
    return this.#once('changes', async () => (await this.#session.db.readRows(changeRows)) as unknown as TimeMark[]);
  }

  #versionKeys(): string[] {
    const { columns } = this.#session.meta;
    return columns.filter((name) => name.startsWith('version:')).map((name) => name.slice('version:'.length));
  }

  // A read that failed or was cut off by a closing session is tried again.
  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#held.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read().catch((error: unknown) => {
      this.#held.delete(key);
      throw error;
    });
    this.#held.set(key, reading);
    return reading;
  }
}

const facts = new WeakMap<Session, RequestFacts>();

/** The vectors of a session, shared by all who ask. */
export function requestFactsOf(session: Session): RequestFacts {
  const known = facts.get(session) ?? new RequestFacts(session);
  facts.set(session, known);
  return known;
}
