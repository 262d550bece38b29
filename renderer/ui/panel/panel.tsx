import { type ReactNode, useId, useRef } from 'react';
import classes from './panel.module.css';
import { type PanelAction, PanelMenu } from './panelMenu';

interface PanelProps {
  title: string;
  /** What the panel shows, in one line. */
  summary?: ReactNode;
  /** Small controls at the right of the title. */
  controls?: ReactNode;
  actions?: PanelAction[];
  /** Leaves out the padding, for tables that fill the panel. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled region with one line of explanation and a menu; its content brings the four states. */
export function Panel({ title, summary, controls, actions = [], flush = false, children }: PanelProps) {
  const titleId = useId();
  const element = useRef<HTMLElement>(null);
  return (
    <section className={classes.panel} aria-labelledby={titleId} ref={element}>
      <header className={classes.header}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {summary !== undefined && <p className={classes.summary}>{summary}</p>}
        <div className={classes.controls}>
          {controls}
          <PanelMenu title={title} actions={actions} panel={element} />
        </div>
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
