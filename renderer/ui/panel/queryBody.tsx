import { type ReactNode, useEffect, useState } from 'react';
import type { EngineQuery } from '../../client/useEngineQuery';
import { CancelledState, ErrorState, LoadingNote } from './panelState';

interface QueryBodyProps<T> {
  query: EngineQuery<T>;
  /** A skeleton of the same shape as the content. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

const patienceMs = 1000;

/** The states of a panel that one call fills: loading, error, filled. The content itself says when it is empty. */
export function QueryBody<T>({ query, skeleton, children }: QueryBodyProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Loading query={query} skeleton={skeleton} />;
}

function Loading<T>({ query, skeleton }: Pick<QueryBodyProps<T>, 'query' | 'skeleton'>) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const [cancelled, setCancelled] = useState(false);
  const { progress } = query;
  const cancel = () => {
    setCancelled(true);
    query.cancel();
  };
  const again = () => {
    setCancelled(false);
    void query.refetch();
  };
  if (cancelled) return <CancelledState again={again} />;
  const share = progress?.total ? progress.done / progress.total : null;
  return (
    <div aria-busy="true">
      {late && <LoadingNote text={progress?.text || 'Still working'} share={share} onCancel={cancel} />}
      {skeleton}
    </div>
  );
}
