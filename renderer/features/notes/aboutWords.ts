import type { NoteAbout } from '../../../shared/notes/noteMethods';

/** What a note is about, in words. */
export function aboutWords({ kind, id }: NoteAbout): string {
  if (kind === 'case') return 'the case';
  return kind === 'slice' ? `slice ${id}` : `${kind} ${id}`;
}

export function isSameAbout(a: NoteAbout, b: NoteAbout): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** What a new note can be about now, the nearest first. */
export function offeredAbouts(
  request: string | undefined,
  slice: string | null,
  metric: string | undefined,
): NoteAbout[] {
  return [
    ...(request === undefined ? [] : [{ kind: 'request' as const, id: request }]),
    ...(slice === null ? [] : [{ kind: 'slice' as const, id: slice }]),
    ...(metric === undefined ? [] : [{ kind: 'metric' as const, id: metric }]),
    { kind: 'case', id: null },
  ];
}
