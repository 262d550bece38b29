import { type Note, noteSchema } from '../../../shared/notes/noteMethods';
import { RankscopeError } from '../../../shared/wire/errors';
import type { CaseNotes } from '../slices/caseNotes';

const fileName = 'notes.ndjson';
const maxBytes = 8 * 1024 * 1024;
const maxNotes = 5_000;

/** The notes of a case in the order of their file. An `input` error names the line that is no note. */
export async function readNotes(folder: CaseNotes): Promise<Note[]> {
  const file = await folder.read(fileName, maxBytes);
  const lines = file?.text.split('\n') ?? [];
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [noteOf(line, at + 1)]));
}

/** Writes the file as a whole, or leaves it as it was. */
export async function writeNotes(folder: CaseNotes, notes: readonly Note[]): Promise<void> {
  if (notes.length > maxNotes) {
    throw new RankscopeError({
      code: 'too_large',
      message: `At most ${maxNotes} notes can be kept in a case.`,
      hint: 'Remove some.',
    });
  }
  await folder.write(fileName, notes.map((note) => `${JSON.stringify(note)}\n`).join(''));
}

function noteOf(text: string, line: number): Note {
  const parsed = noteSchema.safeParse(parseLine(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new RankscopeError({
    code: 'input',
    message: `rankscope/${fileName}, line ${line}: ${issue.path.join('.') || 'the line'}: ${issue.message}.`,
    hint: 'Correct the line, or move the file away.',
    where: { file: `rankscope/${fileName}`, line },
  });
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no note either: the schema's message says so.
    return undefined;
  }
}
