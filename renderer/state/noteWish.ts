import { create } from 'zustand';
import { toggleInspector } from './inspectorPlace';
import { useRouteStore } from './routeStore';

/** Counts the wishes to write a note: the field takes the focus when it grows. */
export const useNoteWish = create<{ wishes: number }>(() => ({ wishes: 0 }));

/** Opens the notes of the inspector with the focus in the field of a new note. */
export function writeNote(): void {
  toggleInspector(true);
  useRouteStore.getState().setParams({ inspect: 'notes' });
  useNoteWish.setState(({ wishes }) => ({ wishes: wishes + 1 }));
}
