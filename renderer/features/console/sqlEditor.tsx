import { autocompletion, type CompletionSource, completeFromList, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import classes from './console.module.css';
import { editorFault, markFault } from './editorFault';
import { editorLook } from './editorLook';
import { columnCompletions, sqlSchema } from './sqlSchema';

interface SqlEditorProps {
  value: string;
  tables: readonly TableInfo[];
  /** Where the last error lies in the text; null without one. */
  fault: number | null;
  onChange: (text: string) => void;
  onRun: () => void;
  /** Up from the first line (1) or down from the last one (-1): a step in the history. */
  onStep: (step: 1 | -1) => void;
}

const language = new Compartment();

/** Where SQL is written. Tab leaves it; Ctrl+Space completes; Ctrl or Cmd with Enter runs. */
export function SqlEditor(props: SqlEditorProps) {
  const { value, tables, fault } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const made = new EditorView({ parent: parent.current!, state: firstState(latest) });
    view.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      selection: { anchor: value.length },
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: language.reconfigure(sqlOf(tables)) });
  }, [tables]);
  useEffect(() => {
    view.current?.dispatch({ effects: markFault.of(fault) });
  }, [fault]);
  return <div ref={parent} className={classes.editor} />;
}

function firstState(latest: { current: SqlEditorProps }): EditorState {
  return EditorState.create({
    doc: latest.current.value,
    selection: { anchor: latest.current.value.length },
    extensions: [
      Prec.high(keys(latest)),
      history(),
      keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      language.of(sqlOf(latest.current.tables)),
      autocompletion({ icons: false }),
      lineNumbers(),
      bracketMatching(),
      editorFault,
      editorLook,
      placeholder('A query that reads: SELECT, FROM, WITH, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN'),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'SQL', spellcheck: 'false' }),
      EditorView.updateListener.of(
        ({ docChanged, state }) => docChanged && latest.current.onChange(state.doc.toString()),
      ),
    ],
  });
}

function keys(latest: { current: SqlEditorProps }) {
  const run = () => {
    latest.current.onRun();
    return true;
  };
  return keymap.of([
    { key: 'Mod-Enter', run, preventDefault: true },
    { key: 'ArrowUp', run: (view) => stepFrom(view, 1, latest) },
    { key: 'ArrowDown', run: (view) => stepFrom(view, -1, latest) },
  ]);
}

function stepFrom({ state, dom }: EditorView, step: 1 | -1, latest: { current: SqlEditorProps }): boolean {
  const { main } = state.selection;
  const edge = step === 1 ? state.doc.line(1) : state.doc.line(state.doc.lines);
  const isListOpen = dom.querySelector('.cm-tooltip-autocomplete') !== null;
  if (isListOpen || !main.empty || state.doc.lineAt(main.head).number !== edge.number) return false;
  latest.current.onStep(step);
  return true;
}

function sqlOf(tables: readonly TableInfo[]) {
  const columns = completeFromList(columnCompletions(tables));
  // After a dot the schema knows which table is meant.
  const anywhere: CompletionSource = (context) => (context.matchBefore(/\.\w*/) ? null : columns(context));
  return [
    sql({ dialect: PostgreSQL, schema: sqlSchema(tables), upperCaseKeywords: true }),
    PostgreSQL.language.data.of({ autocomplete: anywhere }),
  ];
}
