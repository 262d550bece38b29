import { Button } from '@mantine/core';
import { equalsText } from '../../../shared/slices/predicateText';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteStore } from '../../state/routeStore';
import { copyText } from '../../ui/clipboard';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './inspector.module.css';

/** The queries that give the request's rows and its features, to copy or to run in the console. */
export function RequestSql({ request }: { request: string }) {
  const { session } = useCaseInfo();
  const where = equalsText({ table: null, column: 'request_id' }, 'text', request);
  const query = useEngineQuery('data.page', { session, table: 'impressions', where, limit: 100 });
  return (
    <QueryBody query={query} skeleton={<SkeletonRows rows={4} columns={1} />}>
      {({ sql }) => (
        <div className={classes.sql}>
          <p className="soft">The rows of this request:</p>
          <pre>{sql}</pre>
          <Button variant="default" onClick={() => useRouteStore.getState().go('data', { tab: 'console', sql })}>
            Open in the console
          </Button>{' '}
          <Button variant="subtle" onClick={() => void copyText(sql, 'the query')}>
            Copy
          </Button>
        </div>
      )}
    </QueryBody>
  );
}
