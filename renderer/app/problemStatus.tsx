import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useProblemStore } from '../state/problemStore';
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
        {problems.map(({ error, doing }) => (
          <div key={`${doing} ${error.message}`} className={classes.problemEntry}>
            <div className="faint">{doing}</div>
            <div>{error.message}</div>
            {error.hint && <div className="soft">{error.hint}</div>}
            <ErrorDetail error={error} />
          </div>
        ))}
        <Button variant="default" onClick={dismissAll}>
          Dismiss
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
