import { useMediaQuery } from '@mantine/hooks';
import { create } from 'zustand';
import { usePreferences } from './preferences';

/** Below this the inspector lies over the view: both side by side would be too narrow (200% zoom of 1280 px). */
const narrow = '(max-width: 900px)';

const useOver = create<{ open: boolean }>(() => ({ open: false }));

/** Whether the inspector is shown, and whether it lies over the view. */
export function useInspectorPlace(): { open: boolean; isOver: boolean } {
  const isOver = useMediaQuery(narrow, window.matchMedia(narrow).matches);
  const beside = usePreferences((state) => state.inspectorOpen);
  const over = useOver((state) => state.open);
  return { open: isOver ? over : beside, isOver };
}

/** Shows or hides the inspector; without an argument the other of the two. */
export function toggleInspector(open?: boolean): void {
  if (window.matchMedia(narrow).matches) useOver.setState((state) => ({ open: open ?? !state.open }));
  else usePreferences.getState().toggleInspector(open);
}
