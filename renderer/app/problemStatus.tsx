import { Button, CloseButton, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type Problem, useProblemStore } from '../state/problemStore';
import { ErrorDetail } from '../ui/panel/errorDetail';
import classes from './statusBar.module.css';

/** The last error, and all recent ones with their detail on demand. */
export function ProblemStatus() {
  const { problems, dismissAll } = useProblemStore();
  const last = problems[0];
  if (!last) return null;
  return (
    <Popover position="top-end" withinPortal width={440}>
      <Popover.Target>
        <button type="button" className={`plain-button ${classes.problem}`}>
          <IconAlertTriangle size={13} aria-hidden />
          <span className={classes.problemText}>{last.error.message}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.problems}>
        {problems.map((problem) => (
          <Entry key={`${problem.doing} ${problem.error.message}`} problem={problem} />
        ))}
        {problems.length > 1 && (
          <Button variant="default" onClick={dismissAll}>
            Dismiss all
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Entry({ problem }: { problem: Problem }) {
  const { error, doing } = problem;
  const dismiss = useProblemStore((state) => state.dismiss);
  return (
    <div className={classes.problemEntry}>
      <div className={classes.problemHead}>
        <span className="faint">{doing}</span>
        <CloseButton
          size="sm"
          aria-label={`Dismiss: ${error.message}`}
          title="Dismiss"
          onClick={() => dismiss(problem)}
        />
      </div>
      <div>{error.message}</div>
      {error.hint && <div className="soft">{error.hint}</div>}
      <ErrorDetail error={error} />
    </div>
  );
}
