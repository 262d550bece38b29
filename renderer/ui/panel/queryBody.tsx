import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { Progress } from '../../../shared/wire/progressThrottle';
import type { EngineQuery } from '../../client/useEngineQuery';
import { CancelledState, ErrorState, LoadingNote } from './panelState';
import classes from './panelState.module.css';

interface QueryBodyProps<T> {
  query: EngineQuery<T>;
  /** A skeleton of the same shape as the content. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

const patienceMs = 1000;

/**
 * The states of a panel that one call fills: loading, error, filled. The content itself says when it is empty. Where the
 * former answer stays while a new one comes, a line says so when that takes long.
 */
export function QueryBody<T>({ query, skeleton, children }: QueryBodyProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isPlaceholderData && <LateNote key={query.id} call={query} />}
        <Fragment key="filled">{children(query.data)}</Fragment>
      </>
    );
  }
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Loading key={query.id} call={query} skeleton={skeleton} />;
}

/** A call under way. */
export interface RunningCall {
  progress: Progress | undefined;
  cancel: () => void;
  /** Asks again. */
  refetch: () => unknown;
}

/** The skeleton of what is loaded; after a second how far that is, with a way to stop it and to begin again. */
export function Loading({ call, skeleton }: { call: RunningCall; skeleton: ReactNode }) {
  const [cancelled, setCancelled] = useState(false);
  const cancel = () => {
    setCancelled(true);
    call.cancel();
  };
  const again = () => {
    setCancelled(false);
    void call.refetch();
  };
  if (cancelled) return <CancelledState again={again} />;
  return (
    <div aria-busy="true" className={classes.loading}>
      <LateNote call={{ ...call, cancel }} />
      {skeleton}
    </div>
  );
}

function LateNote({ call: { progress, cancel } }: { call: Omit<RunningCall, 'refetch'> }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  const share = progress?.total ? progress.done / progress.total : null;
  return <LoadingNote text={progress?.text || 'Still working'} share={share} onCancel={cancel} />;
}
