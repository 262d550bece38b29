import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type RecentCase, withRecent } from './recentCases';

interface Preferences {
  recentCases: RecentCase[];
  inspectorOpen: boolean;
  /** Whether the time strip stands under the slice bar. */
  stripOpen: boolean;
  /** Shortcuts of one character can be turned off: they get in the way of speech input (WCAG 2.1.4). */
  singleKeys: boolean;
  remember: (opened: RecentCase) => void;
  forget: (folder: string) => void;
  toggleInspector: (open?: boolean) => void;
  toggleStrip: () => void;
  setSingleKeys: (on: boolean) => void;
}

/** What this window keeps from one start to the next. Nothing of the data itself. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      recentCases: [],
      inspectorOpen: true,
      stripOpen: true,
      singleKeys: true,
      remember: (opened) => set(({ recentCases }) => ({ recentCases: withRecent(recentCases, opened) })),
      forget: (folder) =>
        set(({ recentCases }) => ({ recentCases: recentCases.filter((each) => each.folder !== folder) })),
      toggleInspector: (open) => set(({ inspectorOpen }) => ({ inspectorOpen: open ?? !inspectorOpen })),
      toggleStrip: () => set(({ stripOpen }) => ({ stripOpen: !stripOpen })),
      setSingleKeys: (singleKeys) => set({ singleKeys }),
    }),
    { name: 'rankscope.preferences', version: 1 },
  ),
);
