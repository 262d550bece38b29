import { formatBytes, formatCounted } from '../../shared/format/numbers';
import { useEngineStore } from '../state/engineStore';
import { JobsStatus } from './jobsStatus';
import { ProblemStatus } from './problemStatus';
import classes from './statusBar.module.css';

/** The engine's state, what it works on, what went wrong last, and how much is loaded. */
export function StatusBar({ rows }: { rows: number | null }) {
  return (
    <footer className={classes.bar}>
      <EngineStatus />
      <JobsStatus />
      <span className={classes.space} />
      <ProblemStatus />
      {rows !== null && <span className="num">{formatCounted(rows, 'row')}</span>}
    </footer>
  );
}

const words = {
  ready: ['engine ready', 'good'],
  busy: ['engine busy', 'info'],
  stopping: ['engine stopping', 'warn'],
  connecting: ['connecting', 'warn'],
  lost: ['engine lost', 'bad'],
} as const;

function EngineStatus() {
  const connection = useEngineStore((state) => state.connection);
  const state = useEngineStore((store) => store.state);
  const memoryBytes = useEngineStore((store) => store.memoryBytes);
  const [word, tone] = words[connection.status === 'ready' ? state : connection.status];
  const memory = memoryBytes === null ? undefined : `Memory of the engine: ${formatBytes(memoryBytes)}`;
  return (
    <span className={classes.item} role="status" title={memory}>
      <span className={`${classes.dot} ${tone}`} aria-hidden />
      {word}
    </span>
  );
}
