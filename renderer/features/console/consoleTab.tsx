import { useEffect, useRef, useState } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import { useEngine } from '../../client/engineContext';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { Split, SplitEdge, SplitPart } from '../../ui/split/split';
import classes from './console.module.css';
import { ConsoleBar } from './consoleBar';
import { ConsoleFault } from './consoleFault';
import { ConsoleOutcome } from './consoleOutcome';
import { setDraft, useConsole } from './consoleStore';
import { type HistoryWalk, stepHistory, useQueryHistory } from './queryHistory';
import { cancelQuery, runQuery } from './runQuery';
import { SqlEditor } from './sqlEditor';

const noTables: TableInfo[] = [];
const noQueries: string[] = [];
const start: HistoryWalk = { at: -1, draft: '' };

/** SQL over the session's tables: a query, what it gave, and what was asked before. */
export function ConsoleTab() {
  const engine = useEngine();
  const { session, folder } = useCaseInfo();
  const { draft, run } = useConsoleOf(session);
  const setParams = useRouteStore((state) => state.setParams);
  const queries = useQueryHistory((state) => state.queries[folder]) ?? noQueries;
  const add = useQueryHistory((state) => state.add);
  const tables = useEngineQuery('data.tables', { session }).data?.tables ?? noTables;
  const walk = useRef(start);
  const fault = run.kind === 'failed' && run.sql === draft ? (run.error.where?.position ?? null) : null;

  const ask = (sql: string) => {
    if (sql.trim() === '') return;
    walk.current = start;
    add(folder, sql);
    setParams({ tab: 'console', sql });
    void runQuery(engine, session, sql);
  };
  const choose = (sql: string) => {
    walk.current = start;
    setDraft(sql);
  };
  const step = (by: 1 | -1) => {
    const next = stepHistory(queries, walk.current, by, draft);
    if (!next) return;
    walk.current = next.walk;
    setDraft(next.text);
  };
  return (
    <Split id="console" orientation="vertical">
      <SplitPart id="console-query" size="40%" min="140px">
        <section className={classes.part} aria-label="Query">
          <ConsoleBar
            draft={draft}
            run={run}
            queries={queries}
            onRun={() => ask(draft)}
            onCancel={cancelQuery}
            onChoose={choose}
          />
          <SqlEditor
            value={draft}
            tables={tables}
            fault={fault}
            onChange={setDraft}
            onRun={() => ask(draft)}
            onStep={step}
          />
          {run.kind === 'failed' && <ConsoleFault sql={run.sql} error={run.error} />}
        </section>
      </SplitPart>
      <SplitEdge label="Height of the query" />
      <SplitPart id="console-result" min="120px">
        <section className={classes.part} aria-label="Result">
          <ConsoleOutcome run={run} tables={tables} isEmpty={draft.trim() === ''} onChoose={choose} />
        </section>
      </SplitPart>
    </Split>
  );
}

/** The console of this session, begun with the query of the address. A link fills in a query; only a person runs it. */
function useConsoleOf(session: string) {
  const linked = useRouteParam('sql');
  const [first] = useState(linked);
  const { draft, run } = useConsole();
  const owner = useConsole((state) => state.session);
  useEffect(() => {
    if (owner !== session) useConsole.setState({ session, draft: first ?? '', run: { kind: 'none' } });
  }, [owner, session, first]);
  const seen = useRef(linked);
  useEffect(() => {
    if (linked !== seen.current && linked !== undefined) setDraft(linked);
    seen.current = linked;
  }, [linked]);
  return owner === session ? { draft, run } : { draft: first ?? '', run: { kind: 'none' } as const };
}
