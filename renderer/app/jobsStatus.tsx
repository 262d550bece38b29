import { Popover } from '@mantine/core';
import type { Job } from '../../shared/schemas/jobs';
import { activeJobs, useEngineStore } from '../state/engineStore';
import { JobLine } from '../ui/jobLine';
import classes from './statusBar.module.css';

/** The job that runs, with its progress and how to cancel it; the others on demand. */
export function JobsStatus() {
  const jobs = activeJobs(useEngineStore((state) => state.jobs));
  const first = jobs.find((job) => job.state === 'running') ?? jobs[0];
  if (!first) return null;
  const others = jobs.filter((job) => job !== first);
  return (
    <>
      <JobLine job={first} />
      {others.length > 0 && <OtherJobs jobs={others} />}
    </>
  );
}

function OtherJobs({ jobs }: { jobs: Job[] }) {
  return (
    <Popover position="top-start" withinPortal>
      <Popover.Target>
        <button type="button" className={`plain-button ${classes.more}`}>
          {`+${jobs.length} more`}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {jobs.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
