import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ShownQuery } from '../../../shared/schemas/common';
import { useRouteStore } from '../../state/routeStore';
import { copyText } from '../clipboard';
import { EmptyState, ErrorState } from './panelState';
import classes from './queryDialog.module.css';
import { SkeletonRows } from './skeletonRows';

/** What a panel says of the queries behind its numbers. */
export interface PanelQueries {
  /** How the numbers come from the queries, in a sentence. */
  note?: string;
  load: () => Promise<readonly ShownQuery[]>;
}

interface QueryDialogProps {
  queries: PanelQueries;
  onClose: () => void;
}

/** The queries behind what a panel shows, to copy or to run in the console. */
export function QueryDialog({ queries, onClose }: QueryDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Query" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      {queries.note && <p className={classes.note}>{queries.note}</p>}
      <Loaded load={queries.load} onClose={onClose} />
    </Modal>
  );
}

type Found = { shown: readonly ShownQuery[] } | { error: unknown } | null;

function Loaded({ load, onClose }: { load: PanelQueries['load']; onClose: () => void }) {
  const [found, setFound] = useState<Found>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog shows what was asked when it opened.
  useEffect(() => {
    let gone = false;
    load().then(
      (shown) => !gone && setFound({ shown }),
      (error: unknown) => !gone && setFound({ error }),
    );
    return () => {
      gone = true;
    };
  }, [attempt]);
  if (found === null) return <SkeletonRows rows={6} />;
  if ('error' in found) {
    const retry = () => {
      setFound(null);
      setAttempt(attempt + 1);
    };
    return <ErrorState error={found.error} retry={retry} />;
  }
  if (found.shown.length === 0) return <EmptyState title="No query gives these numbers." />;
  return found.shown.map((query) => <Query key={query.what + query.sql} query={query} onClose={onClose} />);
}

function Query({ query: { what, sql }, onClose }: { query: ShownQuery; onClose: () => void }) {
  const openConsole = () => {
    onClose();
    useRouteStore.getState().go('data', { tab: 'console', sql });
  };
  return (
    <section aria-label={`Query of ${what}`} className={classes.query}>
      <h3 className={classes.what}>{what}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keyboard. */}
      <pre className={classes.sql} tabIndex={0}>
        {sql}
      </pre>
      <Button variant="default" onClick={() => void copyText(sql, 'the query')}>
        Copy
      </Button>{' '}
      <Button variant="subtle" onClick={openConsole}>
        Open in the console
      </Button>
    </section>
  );
}
