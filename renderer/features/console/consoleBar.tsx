import { Button, Menu } from '@mantine/core';
import { IconHistory, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { LoadingNote } from '../../ui/panel/panelState';
import classes from './console.module.css';
import type { ConsoleRun } from './consoleStore';

interface ConsoleBarProps {
  draft: string;
  run: ConsoleRun;
  queries: readonly string[];
  onRun: () => void;
  onCancel: () => void;
  onChoose: (sql: string) => void;
}

/** Run, cancel, and the queries of before. */
export function ConsoleBar({ draft, run, queries, onRun, onCancel, onChoose }: ConsoleBarProps) {
  const isRunning = run.kind === 'running';
  const progress = isRunning ? run.progress : null;
  return (
    <div className={classes.bar}>
      <Button leftSection={<IconPlayerPlay size={13} />} onClick={onRun} disabled={isRunning || draft.trim() === ''}>
        Run
      </Button>
      <Button variant="default" leftSection={<IconPlayerStop size={13} />} onClick={onCancel} disabled={!isRunning}>
        Cancel
      </Button>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconHistory size={13} />} disabled={queries.length === 0}>
            History
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.history}>
          {queries.map((sql) => (
            <Menu.Item key={sql} onClick={() => onChoose(sql)} title={sql}>
              <span className={classes.historyLine}>{sql.replace(/\s+/g, ' ')}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isRunning ? (
        <LoadingNote
          text={progress?.text || 'Running'}
          share={progress?.total ? progress.done / progress.total : null}
        />
      ) : (
        <span className={classes.keys}>
          <kbd>Ctrl Enter</kbd> runs · <kbd>Ctrl Space</kbd> completes · <kbd>↑</kbd> from the first line: queries of
          before
        </span>
      )}
    </div>
  );
}
