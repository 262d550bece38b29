import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { z } from 'zod';
import { sliceName } from '../../../shared/slices/sliceSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import { readYaml } from '../case/readYaml';
import type { CaseNotes } from './caseNotes';

/** A slice as `slices.yaml` holds it. */
export interface SavedSlice {
  name: string;
  where: string;
}

const fileName = 'slices.yaml';
const maxBytes = 1024 * 1024;
const maxSlices = 500;

const fileSchema = z.strictObject({
  slices: z.array(z.strictObject({ name: sliceName, where: z.string().min(1) })).max(maxSlices),
});

/** The saved slices of a case, in the order of the file. Throws an `input` error that names the file and the entry. */
export async function readSlices(notes: CaseNotes): Promise<SavedSlice[]> {
  const file = await notes.read(fileName, maxBytes);
  return file === null ? [] : slicesOf(file.text);
}

/** Adds a slice, or replaces the one of its name in its place; comments that people wrote in the file stay. */
export async function saveSlice(notes: CaseNotes, slice: SavedSlice): Promise<void> {
  await change(notes, (list, document) => {
    const node = document.createNode({ ...slice });
    const at = indexOf(list, slice.name);
    if (at < 0) list.items.push(node);
    else (list.items[at] as YAMLMap).set('where', slice.where);
    if (list.items.length > maxSlices) {
      throw new RankscopeError({
        code: 'too_large',
        message: `At most ${maxSlices} slices can be saved in a case.`,
        hint: 'Remove some.',
      });
    }
  });
}

/** Removes a slice; false when there is none of the name. */
export async function removeSlice(notes: CaseNotes, name: string): Promise<boolean> {
  if (!(await readSlices(notes)).some((each) => each.name === name)) return false;
  await change(notes, (list) => {
    list.items.splice(indexOf(list, name), 1);
  });
  return true;
}

function slicesOf(text: string): SavedSlice[] {
  if (text.trim() === '') return [];
  const { value, lineOf } = readYaml(text, `rankscope/${fileName}`);
  if (value === null) return [];
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data.slices;
  const issue = parsed.error.issues[0]!;
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const line = lineOf(steps);
  throw new RankscopeError({
    code: 'input',
    message: `rankscope/${fileName}${line ? `, line ${line}` : ''}: ${steps.join('.') || 'the file'}: ${issue.message}.`,
    hint: 'Correct the file, or remove it.',
    where: { file: `rankscope/${fileName}`, line },
  });
}

async function change(notes: CaseNotes, edit: (list: YAMLSeq, document: Document) => void): Promise<void> {
  const text = (await notes.read(fileName, maxBytes))?.text ?? '';
  // A file that cannot be read is never written over.
  slicesOf(text);
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.set('slices', document.createNode([]));
  const list = document.get('slices');
  if (!isSeq(list)) throw new RankscopeError({ code: 'internal', message: 'The checked file has no list of slices.' });
  list.flow = false;
  edit(list, document);
  await notes.write(fileName, document.toString({ lineWidth: 120 }));
}

function indexOf(list: YAMLSeq, name: string): number {
  return list.items.findIndex((each) => isMap(each) && each.get('name') === name);
}
