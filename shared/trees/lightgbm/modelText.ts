import { RankscopeError } from '../../wire/errors';

/** A `name=value` line of a LightGBM model, with its number in the file from 1. */
export interface TextField {
  line: number;
  name: string;
  value: string;
}

/** The parts of a LightGBM text model: its head, and the fields of each tree. */
export interface ModelText {
  head: Map<string, TextField>;
  /** The line of `Tree=<n>`, and the tree's fields. */
  trees: { line: number; fields: Map<string, TextField> }[];
}

/** An error that says where in the file the fault is. */
export function refuseText(file: string, line: number | null, text: string, hint?: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${file}${line === null ? '' : `, line ${line}`}: ${text}.`,
    hint: hint ?? 'The file may be truncated or edited; save the model again.',
    where: { file, ...(line !== null && { line }) },
  });
}

/** Cuts a LightGBM text model into fields. One that does not begin with `tree` or does not end its trees is refused. */
export function splitModelText(text: string, file: string): ModelText {
  const model: ModelText = { head: new Map(), trees: [] };
  let fields = model.head;
  let line = 0;
  for (const content of linesOf(text)) {
    line++;
    if (line === 1) {
      if (content !== 'tree')
        throw refuseText(file, 1, 'this is not a LightGBM text model: its first line is not "tree"');
      continue;
    }
    if (content === 'end of trees') return model;
    if (content === '') continue;
    const equals = content.indexOf('=');
    const name = equals < 0 ? content : content.slice(0, equals);
    if (name === 'Tree') {
      const number = content.slice(equals + 1);
      if (number !== String(model.trees.length)) {
        throw refuseText(file, line, `tree ${model.trees.length} should follow here, not "${shorten(content)}"`);
      }
      fields = new Map();
      model.trees.push({ line, fields });
    } else if (fields.has(name)) {
      throw refuseText(file, line, `"${shorten(name)}" stands here a second time`);
    } else if (equals < 0 && fields !== model.head) {
      throw refuseText(file, line, `"${shorten(content)}" is not of the form name=value`);
    } else {
      fields.set(name, { line, name, value: equals < 0 ? '' : content.slice(equals + 1) });
    }
  }
  throw refuseText(file, line, 'the file ends before the line "end of trees"');
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
  }
}

/** A piece of the file as an error shows it. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
