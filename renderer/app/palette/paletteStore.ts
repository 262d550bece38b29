import { create } from 'zustand';

/** Whether the palette is open. */
export const usePalette = create<{ open: boolean; toggle: (open?: boolean) => void }>((set) => ({
  open: false,
  toggle: (open) => set((state) => ({ open: open ?? !state.open })),
}));
