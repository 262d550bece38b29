import { create } from 'zustand';
import { useProblemStore } from './problemStore';

/** Something a person did that can be taken back: a slice, a note, a selection, a part of the view's state. */
export interface UndoStep {
  /** What was done, in words that follow "Undo: " and "Undone: ". */
  what: string;
  /** Both may call the engine and are awaited; a rejection leaves the step where it is and is reported. */
  undo: () => unknown;
  redo: () => unknown;
  /** Steps of one key that follow each other closely are taken back together. */
  mergeKey?: string;
  /** What the step belongs to: it is forgotten with it. */
  owner?: string;
}

const kept = 100;
const closelyMs = 1500;

interface UndoState {
  /** Latest last. */
  past: UndoStep[];
  /** What was undone; the next to redo last. */
  future: UndoStep[];
  /** A step is being undone or redone: the engine has not answered yet. */
  running: boolean;
  push: (step: UndoStep) => void;
  /** Resolves to the step that was undone; null when there is none or it failed. */
  undo: () => Promise<UndoStep | null>;
  redo: () => Promise<UndoStep | null>;
  /** Forgets the steps of something that is gone. */
  forget: (owner: string) => void;
  clear: () => void;
}

/** What this window can undo and redo (decisions 13). Builds, scoring and files are not undone, they are run again. */
export const useUndoStore = create<UndoState>((set, get) => {
  let pushedAt = Number.NEGATIVE_INFINITY;
  const run = async (from: 'past' | 'future'): Promise<UndoStep | null> => {
    const step = get()[from].at(-1);
    if (!step || get().running) return null;
    set({ running: true });
    try {
      await (from === 'past' ? step.undo() : step.redo());
    } catch (error) {
      useProblemStore.getState().report(error, `${from === 'past' ? 'Undo' : 'Redo'}: ${step.what}`);
      return null;
    } finally {
      set({ running: false });
    }
    set(({ past, future }) =>
      from === 'past'
        ? { past: past.filter((each) => each !== step), future: [...future, step] }
        : { past: [...past, step], future: future.filter((each) => each !== step) },
    );
    return step;
  };
  return {
    past: [],
    future: [],
    running: false,
    push: (step) => {
      const closely = performance.now() - pushedAt < closelyMs;
      pushedAt = performance.now();
      set(({ past }) => ({ past: pushed(past, step, closely), future: [] }));
    },
    undo: () => run('past'),
    redo: () => run('future'),
    forget: (owner) =>
      set(({ past, future }) => {
        const kept = (steps: readonly UndoStep[]) => steps.filter((step) => step.owner !== owner);
        return { past: kept(past), future: kept(future) };
      }),
    clear: () => set({ past: [], future: [] }),
  };
});

function pushed(past: readonly UndoStep[], step: UndoStep, closely: boolean): UndoStep[] {
  const last = past.at(-1);
  const merges = closely && last !== undefined && step.mergeKey !== undefined && last.mergeKey === step.mergeKey;
  return merges ? [...past.slice(0, -1), { ...step, undo: last.undo }] : [...past, step].slice(-kept);
}
