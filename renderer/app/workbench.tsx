import { useEffect } from 'react';
import { useEngine } from '../client/engineContext';
import { rememberCase } from '../client/openCase';
import { useEngineQuery } from '../client/useEngineQuery';
import { BuildScreen } from '../features/open/buildScreen';
import { FailedScreen } from '../features/open/failedScreen';
import { OpenScreen } from '../features/open/openScreen';
import { useCaseStore } from '../state/caseStore';
import { useEngineStore } from '../state/engineStore';
import { usePreferences } from '../state/preferences';
import { HelpDialog } from './helpDialog';
import { LostScreen } from './lostScreen';
import { Shell } from './shell';
import classes from './shell.module.css';
import { StatusBar } from './statusBar';

/** What fills the window: the open screen, a build, or the views of a case. */
export function Workbench() {
  const phase = useCaseStore((state) => state.phase);
  const connection = useEngineStore((state) => state.connection);
  const refused = connection.status === 'lost' && connection.retryInMs === null ? connection.reason : null;
  if (phase.kind === 'open') return <OpenCase session={phase.session} job={phase.job} />;
  return (
    <div className={classes.shell}>
      <main id="content" tabIndex={-1} className={classes.center}>
        {refused ? <LostScreen reason={refused} /> : <OpenScreen phase={phase} />}
      </main>
      <StatusBar rows={null} />
      <HelpDialog />
    </div>
  );
}

function OpenCase({ session, job }: { session: string; job: string | null }) {
  const query = useEngineQuery('case.info', { session });
  const engine = useEngine();
  useEffect(
    () => () => {
      // A session that went away by itself needs no closing.
      engine.call('case.close', { session }).catch(() => undefined);
    },
    [engine, session],
  );
  const remember = usePreferences((state) => state.remember);
  const info = query.data;
  const { name, folder, state } = info ?? {};
  useEffect(() => {
    if (!folder) return;
    rememberCase(folder);
    if (state === 'ready') remember({ name: name ?? folder, folder });
    document.title = `${name} – Rankscope`;
  }, [name, folder, state, remember]);

  if (info?.state === 'ready') return <Shell info={info} />;
  return (
    <div className={classes.shell}>
      <main id="content" tabIndex={-1} className={classes.center}>
        {info?.state === 'failed' ? (
          <FailedScreen title={info.name} error={info.error} />
        ) : query.error ? (
          <FailedScreen title="The case" error={query.error} retry={() => void query.refetch()} />
        ) : (
          <BuildScreen session={session} job={job} name={info?.name ?? null} />
        )}
      </main>
      <StatusBar rows={null} />
      <HelpDialog />
    </div>
  );
}
