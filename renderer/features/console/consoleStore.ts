import { create } from 'zustand';
import type { Contract } from '../../../shared/contract';
import type { WireError } from '../../../shared/wire/errors';
import type { Progress } from '../../../shared/wire/progressThrottle';

export type QueryResult = Contract['data.query']['result'] & { sql: string; milliseconds: number };

export type ConsoleRun =
  | { kind: 'none' }
  | { kind: 'running'; sql: string; cancel: () => void; progress: Progress | null }
  | { kind: 'done'; result: QueryResult }
  | { kind: 'failed'; sql: string; error: WireError }
  | { kind: 'cancelled'; sql: string };

interface ConsoleState {
  /** The session that draft and run belong to. */
  session: string | null;
  draft: string;
  run: ConsoleRun;
}

/** What stands in the console and what became of it; outlives a visit to another view. */
export const useConsole = create<ConsoleState>(() => ({ session: null, draft: '', run: { kind: 'none' } }));

export function setDraft(draft: string): void {
  useConsole.setState({ draft });
}
