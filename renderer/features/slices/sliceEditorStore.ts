import { create } from 'zustand';

/** Whether the editor of the slice bar is open: its button, the palette and a shortcut open it. */
export const useSliceEditor = create<{ open: boolean }>(() => ({ open: false }));
