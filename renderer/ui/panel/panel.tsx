import { Button } from '@mantine/core';
import { IconArrowsMinimize } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './panel.module.css';
import { type PanelAction, PanelMenu } from './panelMenu';
import type { PanelQueries } from './queryDialog';

interface PanelProps {
  title: string;
  /** What the panel shows, in one line. */
  summary?: ReactNode;
  /** Small controls at the right of the title. */
  controls?: ReactNode;
  actions?: PanelAction[];
  /** The queries behind what is shown; absent where no query gives it. */
  queries?: PanelQueries;
  /** Leaves out the padding, for tables that fill the panel. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled region with one line of explanation and a menu; its content brings the four states. */
export function Panel({ title, summary, controls, actions = [], queries, flush = false, children }: PanelProps) {
  const titleId = useId();
  const [isFull, setFull] = useState(false);
  const element = useRef<HTMLElement>(null);
  useEscape(isFull, () => setFull(false), element);
  return (
    <section className={classes.panel} aria-labelledby={titleId} ref={element} data-full={isFull || undefined}>
      <header className={classes.header}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {summary !== undefined && <p className={classes.summary}>{summary}</p>}
        <div className={classes.controls}>
          {controls}
          {isFull && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconArrowsMinimize size={14} />}
              onClick={() => setFull(false)}
            >
              Leave full screen (Esc)
            </Button>
          )}
          <PanelMenu
            title={title}
            actions={actions}
            queries={queries}
            full={{ isFull, onFull: () => setFull(!isFull) }}
          />
        </div>
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}

// The window fills with the panel rather than the screen by the browser's own means: that would hide everything that
// floats over a panel, its menu first.
function useEscape(isFull: boolean, leave: () => void, panel: { current: HTMLElement | null }): void {
  const last = useRef(leave);
  last.current = leave;
  useEffect(() => {
    if (!isFull) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      // A dialog or menu that floats over the panel takes its own Escape.
      const isHere = target === document.body || (target !== null && panel.current?.contains(target));
      if (event.key === 'Escape' && isHere && !event.defaultPrevented) last.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isFull, panel]);
}
