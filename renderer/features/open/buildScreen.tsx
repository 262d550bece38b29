import { Button, Progress } from '@mantine/core';
import { formatPercent } from '../../../shared/format/numbers';
import { useEngine } from '../../client/engineContext';
import { leaveCase } from '../../client/openCase';
import { jobShare, useEngineStore } from '../../state/engineStore';
import { useProblemStore } from '../../state/problemStore';
import { EmptyState } from '../../ui/panel/panelState';
import classes from './open.module.css';

interface BuildScreenProps {
  session: string;
  job: string | null;
  name: string | null;
}

/** The session is being built: what it does, how far it is, and how to stop it. */
export function BuildScreen({ session, job: id, name }: BuildScreenProps) {
  const engine = useEngine();
  const jobs = useEngineStore((state) => state.jobs);
  const job =
    jobs.find((each) => each.id === id) ?? jobs.find((each) => each.kind === 'build' && each.session === session);
  const share = job ? jobShare(job) : null;
  const cancel = () =>
    job
      ? engine
          .call('jobs.cancel', { id: job.id })
          .then(leaveCase)
          .catch((error) => useProblemStore.getState().report(error, job.title))
      : leaveCase();
  if (job?.state === 'cancelled') {
    return (
      <EmptyState title="The build was cancelled.">
        <Button variant="default" onClick={leaveCase}>
          Back to the cases
        </Button>
      </EmptyState>
    );
  }
  return (
    <section className={classes.build} aria-labelledby="build-title">
      <h1 id="build-title" className={classes.title}>
        {name ? `Building ${name}` : 'Opening the case'}
      </h1>
      <p className="soft">
        The log is read, checked and sorted once, and the models score it. What did not change since the last time is
        taken over.
      </p>
      <div className={classes.buildLine}>
        <Progress
          value={share === null ? 100 : share * 100}
          animated={share === null}
          size="md"
          className={classes.buildBar}
          aria-label="Progress of the build"
        />
        <span className="num">{share === null ? '' : formatPercent(share)}</span>
      </div>
      <p className={classes.buildText} role="status">
        {job?.text || (job?.state === 'queued' ? 'Waiting for another job' : 'Starting')}
      </p>
      <Button variant="default" onClick={() => void cancel()}>
        Cancel
      </Button>
    </section>
  );
}
