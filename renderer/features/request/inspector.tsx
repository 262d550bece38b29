import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core';
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
import { NotesTab } from '../notes/notesTab';
import classes from './inspector.module.css';
import { InspectorMenu } from './inspectorMenu';
import { RankLists } from './rankLists';
import { RequestFacts } from './requestFacts';
import { RequestFeatures } from './requestFeatures';
import { RequestSql } from './requestSql';
import { TableRows } from './tableRows';

export type RequestData = Contract['request.get']['result'];

const tabs = ['lists', 'facts', 'features', 'table', 'notes', 'sql'] as const;
type TabName = (typeof tabs)[number];
const tabTitles: Record<TabName, string> = {
  lists: 'Lists',
  facts: 'Facts',
  features: 'Features',
  table: 'Table',
  notes: 'Notes',
  sql: 'SQL',
};

/** The primary request: its lists, what is known of it, its features, rows and query; and the notes of the case. */
export function Inspector() {
  const request = useRouteParam('request');
  const wanted = useRouteParam('inspect');
  const setParams = useRouteStore((state) => state.setParams);
  const tab = tabs.find((name) => name === wanted) ?? 'lists';
  return (
    <section className={classes.inspector} aria-label="Inspector">
      {request && <Head request={request} />}
      <Tabs
        value={tab}
        onChange={(value) => setParams({ inspect: value === 'lists' ? null : value })}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabTitles[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={tab === 'table' || tab === 'features' ? classes.fill : classes.scroll}>
          {tab === 'notes' ? <NotesTab /> : request ? <RequestTab tab={tab} request={request} /> : <NoRequest />}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Where a request can be chosen: in the list beside it, or in the view that has one. */
function NoRequest() {
  const { route, go } = useRouteStore();
  if (route.view === 'compare') {
    return (
      <EmptyState title="No request is chosen.">
        Choose one in the list of requests; its orders stand here side by side.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No request is chosen.">
      The Compare view lists requests; the orders of the chosen one stand here side by side.
      <Button variant="default" mt="xs" display="block" onClick={() => go('compare')}>
        Go to the list of requests
      </Button>
    </EmptyState>
  );
}

function RequestTab({ tab, request }: { tab: Exclude<TabName, 'notes'>; request: string }) {
  const { query, contestants } = useRequestData(request);
  if (tab === 'features') return <RequestFeatures request={request} />;
  if (tab === 'sql') return <RequestSql request={request} />;
  return (
    <QueryBody query={query} skeleton={<SkeletonRows rows={12} columns={3} />}>
      {(data) =>
        tab === 'lists' ? (
          <RankLists data={data} contestants={contestants} />
        ) : tab === 'facts' ? (
          <RequestFacts data={data} contestants={contestants} />
        ) : (
          <TableRows label={`Rows of request ${request}`} table={data.table} />
        )
      }
    </QueryBody>
  );
}

function useRequestData(request: string) {
  const info = useCaseInfo();
  const { baseline, models, metrics, preset } = useContest(info);
  const contestants = useMemo(() => [baseline, ...models], [baseline, models]);
  const params = { session: info.session, request, models: contestants, metrics, preset };
  return { query: useEngineQuery('request.get', params, { keepPrevious: true }), contestants };
}

function Head({ request }: { request: string }) {
  const { data } = useRequestData(request).query;
  const { previous = null, next = null } = data ?? {};
  useEffect(() => useNeighbors.setState({ previous, next }), [previous, next]);
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
      <InspectorMenu request={request} data={data} />
      <ActionIcon size="sm" aria-label="Choose no request" onClick={() => setParams({ request: null })}>
        <IconX size={14} />
      </ActionIcon>
    </header>
  );
}
