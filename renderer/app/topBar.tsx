import { ActionIcon, Kbd, Menu, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconCommand, IconLayoutSidebarRight, IconQuestionMark } from '@tabler/icons-react';
import type { CaseInfo } from '../../shared/schemas/session';
import { leaveCase } from '../client/openCase';
import { usePreferences } from '../state/preferences';
import { useContest } from '../state/useContest';
import { copyText } from '../ui/clipboard';
import { ModelName } from '../ui/modelName';
import classes from './shell.module.css';
import { ThemeToggle } from './themeToggle';
import { useHelp } from './useHelp';

/** The case, the contestants in play and the window's own controls. */
export function TopBar({ info }: { info: CaseInfo }) {
  const { inspectorOpen, toggleInspector } = usePreferences();
  return (
    <header className={classes.top}>
      <h1 className={classes.caseTitle}>
        <CaseMenu info={info} />
      </h1>
      <Contestants info={info} />
      <div className={classes.topControls}>
        <Tooltip label="Commands">
          <button type="button" className={`plain-button ${classes.palette}`} onClick={spotlight.open}>
            <IconCommand size={14} aria-hidden />
            <span>Commands</span>
            <Kbd size="xs">Ctrl K</Kbd>
          </button>
        </Tooltip>
        <ThemeToggle />
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon aria-label="Keyboard shortcuts" onClick={() => useHelp.setState({ open: true })}>
            <IconQuestionMark size={17} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Inspector (i)">
          <ActionIcon aria-label="Inspector" aria-pressed={inspectorOpen} onClick={() => toggleInspector()}>
            <IconLayoutSidebarRight size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

function CaseMenu({ info }: { info: CaseInfo }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={`plain-button ${classes.caseButton}`} title={info.folder}>
          <span className={classes.caseName}>{info.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{info.folder}</Menu.Label>
        <Menu.Item onClick={() => void copyText(info.folder, "the case's folder")}>Copy the case's folder</Menu.Item>
        <Menu.Item onClick={() => void copyText(info.sessionFile, 'the session file')}>
          Copy the session file's path
        </Menu.Item>
        <Menu.Item onClick={leaveCase}>Open another case</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Contestants({ info }: { info: CaseInfo }) {
  const { baseline, models } = useContest(info);
  return (
    <ul className={classes.contestants} aria-label="Models in play">
      {[baseline, ...models].map((name) => (
        <li key={name} className={classes.contestant}>
          <ModelName info={info} name={name} />
          {name === baseline && <span className={classes.baseline}>baseline</span>}
        </li>
      ))}
    </ul>
  );
}
