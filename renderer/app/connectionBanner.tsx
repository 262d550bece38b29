import { Button } from '@mantine/core';
import { useEngine } from '../client/engineContext';
import { useEngineStore } from '../state/engineStore';
import classes from './shell.module.css';

/** Says that what is shown may be old, while the engine is away. */
export function ConnectionBanner() {
  const engine = useEngine();
  const connection = useEngineStore((state) => state.connection);
  if (connection.status !== 'lost') return null;
  return (
    <div className={classes.banner} role="alert">
      <span>{connection.reason.message}</span>
      {connection.reason.hint && <span className="soft">{connection.reason.hint}</span>}
      <span className="soft">{connection.retryInMs === null ? '' : 'Trying again.'}</span>
      <Button variant="default" size="compact-xs" onClick={() => engine.retry()}>
        Connect now
      </Button>
    </div>
  );
}
