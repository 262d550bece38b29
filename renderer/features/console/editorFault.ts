import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks the place of an error, an index into the text; null takes the mark away. */
export const markFault = StateEffect.define<number | null>();

const fault = Decoration.mark({ class: 'cm-fault' });

/** The underlined place of an error; it goes as soon as the text is changed. */
export const editorFault = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((each) => each.is(markFault));
    if (!effect) return transaction.docChanged ? Decoration.none : marks;
    const range = effect.value === null ? null : faultRange(transaction.newDoc.toString(), effect.value);
    return range ? Decoration.set(fault.range(range.from, range.to)) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The word at a place of a text, or the character; the last character for a place behind the end. Null for no text. */
export function faultRange(text: string, position: number): { from: number; to: number } | null {
  if (text.trim() === '') return null;
  const last = text.trimEnd().length - 1;
  const from = Math.max(0, Math.min(position, last));
  const word = /^[\p{L}\p{N}_]+/u.exec(text.slice(from));
  return { from, to: from + Math.max(1, word?.[0].length ?? 1) };
}
