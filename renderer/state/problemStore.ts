import { create } from 'zustand';
import type { WireError } from '../../shared/wire/errors';
import { wireErrorOf } from './wireErrorOf';

export interface Problem {
  error: WireError;
  /** What was being done, as a phrase: "compare.summary", "Building the session". */
  doing: string;
}

const kept = 20;

interface ProblemState {
  /** Latest first. */
  problems: Problem[];
  report: (thrown: unknown, doing: string) => void;
  dismiss: (problem: Problem) => void;
  dismissAll: () => void;
}

/** Errors that a person may have to see, for the status bar. What was cancelled is no error. */
export const useProblemStore = create<ProblemState>((set) => ({
  problems: [],
  report: (thrown, doing) => {
    const error = wireErrorOf(thrown);
    if (error.code === 'cancelled') return;
    set(({ problems }) => {
      const rest = problems.filter((each) => each.error.message !== error.message || each.doing !== doing);
      return { problems: [{ error, doing }, ...rest].slice(0, kept) };
    });
  },
  dismiss: (problem) => set(({ problems }) => ({ problems: problems.filter((each) => each !== problem) })),
  dismissAll: () => set({ problems: [] }),
}));
