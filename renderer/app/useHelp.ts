import { create } from 'zustand';

/** Whether the list of shortcuts is open. */
export const useHelp = create<{ open: boolean }>(() => ({ open: false }));
