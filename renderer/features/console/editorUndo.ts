import {
  Annotation,
  type ChangeSet,
  type EditorSelection,
  type EditorState,
  type Extension,
  StateField,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';

interface Step {
  /** Takes the change back. */
  changes: ChangeSet;
  selection: EditorSelection;
  time: number;
}

interface Steps {
  done: readonly Step[];
  undone: readonly Step[];
}

const kept = 500;
// Typing without a longer rest is taken back at once.
const restMs = 600;
const direction = Annotation.define<'undo' | 'redo'>();

const steps = StateField.define<Steps>({
  create: () => ({ done: [], undone: [] }),
  update: (value, transaction) => (transaction.docChanged ? nextSteps(value, transaction) : value),
});

function nextSteps({ done, undone }: Steps, transaction: Transaction): Steps {
  const step: Step = {
    changes: transaction.changes.invert(transaction.startState.doc),
    selection: transaction.startState.selection,
    time: transaction.annotation(Transaction.time) ?? 0,
  };
  const way = transaction.annotation(direction);
  if (way === 'undo') return { done: done.slice(0, -1), undone: [...undone, step] };
  if (way === 'redo') return { done: [...done, step], undone: undone.slice(0, -1) };
  const last = done.at(-1);
  const isTyping = transaction.isUserEvent('input.type') && step.selection.main.empty;
  const isJoined = last && isTyping && step.time - last.time < restMs;
  if (!isJoined) return { done: [...done, step].slice(-kept), undone: [] };
  return {
    done: [...done.slice(0, -1), { ...last, changes: step.changes.compose(last.changes), time: step.time }],
    undone: [],
  };
}

/** The change that undoes or redoes one step; null when there is none. */
export function stepBack(state: EditorState, way: 'undo' | 'redo'): TransactionSpec | null {
  const { done, undone } = state.field(steps);
  const step = (way === 'undo' ? done : undone).at(-1);
  if (!step) return null;
  const { changes, selection } = step;
  return {
    changes,
    selection: way === 'undo' ? selection : undefined,
    annotations: direction.of(way),
    scrollIntoView: true,
  };
}

function move(way: 'undo' | 'redo') {
  return (view: EditorView) => {
    const spec = stepBack(view.state, way);
    if (spec) view.dispatch(spec);
    return true;
  };
}

/** Undo and redo of an editor by Ctrl/Cmd+Z, Ctrl+Y and Ctrl/Cmd+Shift+Z. */
export const editorUndo: Extension = [
  steps,
  keymap.of([
    { key: 'Mod-z', run: move('undo'), preventDefault: true },
    { key: 'Mod-Shift-z', run: move('redo'), preventDefault: true },
    { key: 'Mod-y', run: move('redo'), preventDefault: true },
  ]),
];
