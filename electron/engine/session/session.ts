import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import type { Database } from '../db/database';
import type { SessionMeta, SessionModel } from './sessionMeta';

/** An open session: one DuckDB database built from a case. */
export interface Session {
  /** Stable for one case path. */
  id: string;
  /** The case folder; for a session file from elsewhere, the folder that the file lies in. */
  folder: string;
  /** The session file; `:memory:` for a session that was never written. */
  file: string;
  case: ResolvedCase;
  db: Database;
  meta: SessionMeta;
  models: SessionModel[];
  close(): Promise<void>;
}
