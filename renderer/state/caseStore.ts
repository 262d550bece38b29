import { create } from 'zustand';
import type { WireError } from '../../shared/wire/errors';

/** What `case.open` takes: a path that the host allows or a token of `files.list`. */
export type CaseTarget = { path: string } | { token: string };

export type CasePhase =
  /** Nothing is open; `problem` says why the last attempt, at `target`, came to nothing. */
  | { kind: 'none'; problem: WireError | null; target?: CaseTarget }
  | { kind: 'opening'; target: CaseTarget }
  | { kind: 'open'; session: string; job: string | null };

interface CaseState {
  phase: CasePhase;
  opening: (target: CaseTarget) => void;
  opened: (session: string, job: string | null) => void;
  refused: (problem: WireError) => void;
  /** The session went away: by us, by another window or with the engine. */
  closed: (session: string) => void;
  leave: () => void;
}

/** Which case this window looks at. */
export const useCaseStore = create<CaseState>((set, get) => ({
  phase: { kind: 'none', problem: null },
  opening: (target) => set({ phase: { kind: 'opening', target } }),
  opened: (session, job) => set({ phase: { kind: 'open', session, job } }),
  refused: (problem) => {
    const { phase } = get();
    set({ phase: { kind: 'none', problem, ...(phase.kind === 'opening' && { target: phase.target }) } });
  },
  closed: (session) => {
    const { phase } = get();
    if (phase.kind === 'open' && phase.session === session) set({ phase: { kind: 'none', problem: null } });
  },
  leave: () => set({ phase: { kind: 'none', problem: null } }),
}));
