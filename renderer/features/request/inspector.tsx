import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import type { Contract } from '../../../shared/contract';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { stepRequest, useNeighbors } from '../../state/stepRequest';
import { useContest } from '../../state/useContest';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './inspector.module.css';
import { RankLists } from './rankLists';
import { RequestFacts } from './requestFacts';
import { RequestTable } from './requestTable';

export type RequestData = Contract['request.get']['result'];

/** The primary request: its lists, its rows, what is known of it. */
export function Inspector() {
  const request = useRouteParam('request');
  return (
    <section className={classes.inspector} aria-label="Inspector">
      {request ? (
        <RequestInspector request={request} />
      ) : (
        <EmptyState title="No request is chosen.">
          Choose one in the list of the Compare view; its orders stand here side by side.
        </EmptyState>
      )}
    </section>
  );
}

function RequestInspector({ request }: { request: string }) {
  const info = useCaseInfo();
  const { baseline, models, metrics, preset } = useContest(info);
  const contestants = useMemo(() => [baseline, ...models], [baseline, models]);
  const params = { session: info.session, request, models: contestants, metrics, preset };
  const query = useEngineQuery('request.get', params, { keepPrevious: true });
  const { previous = null, next = null } = query.data ?? {};
  useEffect(() => useNeighbors.setState({ previous, next }), [previous, next]);
  return (
    <>
      <Head request={request} />
      <QueryBody query={query} skeleton={<SkeletonRows rows={12} columns={3} />}>
        {(data) => <Filled data={data} contestants={contestants} />}
      </QueryBody>
    </>
  );
}

function Head({ request }: { request: string }) {
  const { previous, next } = useNeighbors();
  const setParams = useRouteStore((state) => state.setParams);
  return (
    <header className={classes.head}>
      <span className="faint">request</span>
      <h2 className={`num ${classes.id}`} title={request}>
        {request}
      </h2>
      <Tooltip label="Previous request of the log ([)">
        <ActionIcon
          size="sm"
          aria-label="Previous request"
          disabled={!previous}
          onClick={() => stepRequest('previous')}
        >
          <IconChevronLeft size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next request of the log (])">
        <ActionIcon size="sm" aria-label="Next request" disabled={!next} onClick={() => stepRequest('next')}>
          <IconChevronRight size={15} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon size="sm" aria-label="Choose no request" onClick={() => setParams({ request: null })}>
        <IconX size={14} />
      </ActionIcon>
    </header>
  );
}

function Filled({ data, contestants }: { data: RequestData; contestants: string[] }) {
  return (
    <Tabs defaultValue="lists" keepMounted={false} className={classes.tabs}>
      <Tabs.List>
        <Tabs.Tab value="lists">Lists</Tabs.Tab>
        <Tabs.Tab value="table">Table</Tabs.Tab>
        <Tabs.Tab value="facts">Facts</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="lists" className={classes.scroll}>
        <RankLists data={data} contestants={contestants} />
      </Tabs.Panel>
      <Tabs.Panel value="table" className={classes.fill}>
        <RequestTable data={data} />
      </Tabs.Panel>
      <Tabs.Panel value="facts" className={classes.scroll}>
        <RequestFacts data={data} contestants={contestants} />
      </Tabs.Panel>
    </Tabs>
  );
}
