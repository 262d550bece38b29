import type { TableInfo } from '../../../shared/schemas/data';
import { EmptyState } from '../../ui/panel/panelState';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './console.module.css';
import type { ConsoleRun } from './consoleStore';
import { exampleQueries } from './exampleQueries';
import { ResultTable } from './resultTable';

interface ConsoleOutcomeProps {
  run: ConsoleRun;
  tables: readonly TableInfo[];
  /** Whether nothing stands in the editor. */
  isEmpty: boolean;
  onChoose: (sql: string) => void;
}

/** What became of the query. */
export function ConsoleOutcome({ run, tables, isEmpty, onChoose }: ConsoleOutcomeProps) {
  if (run.kind === 'done') return <ResultTable key={run.result.sql + run.result.milliseconds} result={run.result} />;
  if (run.kind === 'running') {
    return (
      <div aria-busy="true">
        <SkeletonRows rows={8} columns={5} />
      </div>
    );
  }
  if (run.kind === 'cancelled') return <EmptyState title="The query was cancelled." />;
  if (run.kind === 'failed') return <EmptyState title="The query gave nothing: see the sentence above." />;
  if (!isEmpty) return <EmptyState title="Not run yet.">Ctrl Enter (⌘ Enter) runs the query.</EmptyState>;
  return <Examples tables={tables} onChoose={onChoose} />;
}

function Examples({ tables, onChoose }: Pick<ConsoleOutcomeProps, 'tables' | 'onChoose'>) {
  const examples = exampleQueries(tables);
  return (
    <EmptyState title="Ask the session's tables anything that only reads.">
      <ul className={classes.examples} aria-label="Example queries">
        {examples.map(({ title, sql }) => (
          <li key={sql}>
            <button type="button" className={`plain-button ${classes.example}`} onClick={() => onChoose(sql)}>
              <span>{title}</span>
              <code>{sql}</code>
            </button>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
