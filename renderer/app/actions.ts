import { notifications } from '@mantine/notifications';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconCommand,
  IconFilterPlus,
  IconFilterX,
  IconFolderOpen,
  IconKeyboard,
  IconLayoutSidebarRight,
  IconLink,
  IconNote,
  IconTimeline,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { leaveCase } from '../client/openCase';
import { useSliceEditor } from '../features/slices/sliceEditorStore';
import { toggleInspector } from '../state/inspectorPlace';
import { writeNote } from '../state/noteWish';
import { usePreferences } from '../state/preferences';
import { useRouteStore } from '../state/routeStore';
import { stepRequest } from '../state/stepRequest';
import { useUndoStore } from '../state/undoStore';
import { copyText } from '../ui/clipboard';

import { usePalette } from './palette/paletteStore';
import { useHelp } from './useHelp';

export interface AppAction {
  id: string;
  /** A verb and its object: what the palette, the help and the menus call it. */
  label: string;
  Icon: ComponentType<{ size?: number }>;
  /** Its shortcut. `mod` is Cmd on a Mac, else Ctrl; one with `mod` works while text is typed, unless `notInText`. */
  keys?: readonly string[];
  /** Text fields have their own: undo, redo. */
  notInText?: boolean;
  run: () => void;
}

/** Everything that the window does beyond its views, in the order of the help. */
export const appActions: readonly AppAction[] = [
  {
    id: 'palette',
    label: 'Find a command',
    Icon: IconCommand,
    keys: ['mod+k'],
    run: () => usePalette.getState().toggle(),
  },
  { id: 'undo', label: 'Undo', Icon: IconArrowBackUp, keys: ['mod+z'], notInText: true, run: () => void undoLast() },
  {
    id: 'redo',
    label: 'Redo',
    Icon: IconArrowForwardUp,
    keys: ['mod+shift+z', 'mod+y'],
    notInText: true,
    run: () => void redoLast(),
  },
  {
    id: 'filter',
    label: 'Add a filter',
    Icon: IconFilterPlus,
    keys: ['f'],
    run: () => useSliceEditor.setState({ open: true }),
  },
  { id: 'clear-slice', label: 'Show all requests', Icon: IconFilterX, run: () => setParams({ slice: null }) },
  { id: 'previous', label: 'Previous request', Icon: IconChevronLeft, keys: ['['], run: () => stepRequest('previous') },
  { id: 'next', label: 'Next request', Icon: IconChevronRight, keys: [']'], run: () => stepRequest('next') },
  {
    id: 'inspector',
    label: 'Show or hide the inspector',
    Icon: IconLayoutSidebarRight,
    keys: ['i'],
    run: () => toggleInspector(),
  },
  { id: 'note', label: 'Write a note', Icon: IconNote, keys: ['n'], run: writeNote },
  {
    id: 'strip',
    label: 'Show or hide the time strip',
    Icon: IconTimeline,
    keys: ['t'],
    run: () => usePreferences.getState().toggleStrip(),
  },
  { id: 'link', label: 'Copy a link to this view', Icon: IconLink, keys: ['mod+shift+l'], run: () => void copyLink() },
  {
    id: 'help',
    label: 'Keyboard shortcuts',
    Icon: IconKeyboard,
    keys: ['?'],
    run: () => useHelp.setState({ open: true }),
  },
  { id: 'leave', label: 'Open another case', Icon: IconFolderOpen, run: leaveCase },
];

/** Takes the last step back and says which. */
export async function undoLast(): Promise<void> {
  const step = await useUndoStore.getState().undo();
  if (step) notifications.show({ message: `Undone: ${step.what}.`, autoClose: 3000 });
}

export async function redoLast(): Promise<void> {
  const step = await useUndoStore.getState().redo();
  if (step) notifications.show({ message: `Done again: ${step.what}.`, autoClose: 3000 });
}

// Without the key of the host: whoever gets the link needs a window of their own.
function copyLink(): Promise<void> {
  return copyText(location.href, 'a link to this view');
}

function setParams(changes: Record<string, string | null>): void {
  useRouteStore.getState().setParams(changes);
}
