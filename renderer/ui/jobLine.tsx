import { Button, Progress } from '@mantine/core';
import { formatPercent } from '../../shared/format/numbers';
import type { Job } from '../../shared/schemas/jobs';
import { useEngine } from '../client/engineContext';
import { jobShare } from '../state/engineStore';
import { useProblemStore } from '../state/problemStore';
import classes from './jobLine.module.css';

/** One running job: what, how far, cancel. */
export function JobLine({ job }: { job: Job }) {
  const engine = useEngine();
  const share = jobShare(job);
  const cancel = () =>
    engine.call('jobs.cancel', { id: job.id }).catch((error) => useProblemStore.getState().report(error, job.title));
  return (
    <div className={classes.line}>
      <span className={classes.title} title={job.text}>
        {job.title}
      </span>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        size="sm"
        w={96}
        aria-label={`Progress of ${job.title}`}
      />
      <span className="num">{share === null ? (job.state === 'queued' ? 'waiting' : '') : formatPercent(share)}</span>
      <Button variant="subtle" size="compact-xs" onClick={() => void cancel()} aria-label={`Cancel ${job.title}`}>
        Cancel
      </Button>
    </div>
  );
}
