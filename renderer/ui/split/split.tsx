import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import classes from './split.module.css';

interface SplitProps {
  /** Names the layout that is kept from one start to the next. */
  id: string;
  orientation: 'horizontal' | 'vertical';
  children: ReactNode;
}

/** Parts with edges to drag; the sizes are kept. Children are `SplitPart` and `SplitEdge`, in turn. */
export function Split({ id, orientation, children }: SplitProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `rankscope.layout.${id}` });
  return (
    <Group
      id={id}
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className={classes.group}
    >
      {children}
    </Group>
  );
}

interface SplitPartProps {
  id: string;
  /** px or percent text. */
  size?: string;
  min?: string;
  max?: string;
  /** Keeps its width in px when the window grows: more room goes to the others. */
  fixed?: boolean;
  children: ReactNode;
}

export function SplitPart({ id, size, min, max, fixed = false, children }: SplitPartProps) {
  return (
    <Panel
      id={id}
      defaultSize={size}
      minSize={min}
      maxSize={max}
      groupResizeBehavior={fixed ? 'preserve-pixel-size' : 'preserve-relative-size'}
      className={classes.part}
    >
      {children}
    </Panel>
  );
}

export function SplitEdge({ label }: { label: string }) {
  return <Separator className={classes.edge} aria-label={label} />;
}
