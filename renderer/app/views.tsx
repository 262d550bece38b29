import { IconDatabase, IconScale } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { CompareView } from '../features/compare/compareView';
import { LoadedDataView } from '../features/data/loadedDataView';
import type { ViewName } from '../state/route';

interface View {
  title: string;
  question: string;
  /** Its shortcut. */
  key: string;
  Icon: ComponentType<{ size?: number }>;
  Content: ComponentType;
}

/** What the navigation rail, the palette and the router know of each view. */
export const views: Record<ViewName, View> = {
  data: { title: 'Data', question: 'What did we load?', key: '1', Icon: IconDatabase, Content: LoadedDataView },
  compare: {
    title: 'Compare',
    question: 'Which is better, and is that safe to say?',
    key: '2',
    Icon: IconScale,
    Content: CompareView,
  },
};

/** How going to a view is called where things to do are listed. */
export function viewLabel(title: string): string {
  return `Go to ${title}`;
}
