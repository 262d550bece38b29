import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { wireErrorOf } from '../../state/wireErrorOf';
import { ErrorDetail } from './errorDetail';
import classes from './panelState.module.css';

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.state}>
      <IconInfoCircle size={18} className="faint" aria-hidden />
      <p className={classes.sentence}>{title}</p>
      {children !== undefined && <div className={classes.hint}>{children}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  retry?: () => void;
  children?: ReactNode;
}

/** What went wrong in a sentence, what to do, the detail, and another try. */
export function ErrorState({ error, retry, children }: ErrorStateProps) {
  const wire = wireErrorOf(error);
  return (
    <div className={classes.state} role="alert">
      <IconAlertTriangle size={18} className="bad" aria-hidden />
      <p className={classes.sentence}>{wire.message}</p>
      {wire.hint && <p className={classes.hint}>{wire.hint}</p>}
      <ErrorDetail error={wire} />
      <div className={classes.buttons}>
        {retry && (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

/** A call that was stopped by the person, and another try. */
export function CancelledState({ again }: { again: () => void }) {
  return (
    <EmptyState title="Cancelled.">
      <Button variant="default" onClick={again}>
        Load again
      </Button>
    </EmptyState>
  );
}

interface LoadingNoteProps {
  text: string;
  /** In [0, 1]; null when the end is not known. */
  share: number | null;
  /** Absent where what asked has a cancel of its own. */
  onCancel?: () => void;
}

/** How far a long call is. */
export function LoadingNote({ text, share, onCancel }: LoadingNoteProps) {
  return (
    <div className={classes.note}>
      <span role="status">{text}</span>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        size="xs"
        w={120}
        aria-label={text}
      />
      {onCancel && (
        <button type="button" className="plain-button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
