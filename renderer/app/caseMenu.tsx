import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { CaseInfo } from '../../shared/schemas/session';
import { useEngine } from '../client/engineContext';
import { leaveCase, openCase } from '../client/openCase';
import { usePreferences } from '../state/preferences';
import { copyText } from '../ui/clipboard';
import classes from './topBar.module.css';

/** The case by name: where it lies, and the way to another one. */
export function CaseMenu({ info }: { info: CaseInfo }) {
  const engine = useEngine();
  const recent = usePreferences((state) => state.recentCases).filter(({ folder }) => folder !== info.folder);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={`plain-button ${classes.caseButton}`} title={info.folder}>
          <span className={classes.caseName}>{info.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown maw={480}>
        <Menu.Label>{info.folder}</Menu.Label>
        <Menu.Item onClick={() => void copyText(info.folder, "the case's folder")}>Copy the case's folder</Menu.Item>
        <Menu.Item onClick={() => void copyText(info.sessionFile, 'the session file')}>
          Copy the session file's path
        </Menu.Item>
        {recent.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>Recent cases</Menu.Label>
          </>
        )}
        {recent.map(({ name, folder }) => (
          <Menu.Item key={folder} onClick={() => void openCase(engine, { path: folder })}>
            <span className={classes.recentName}>{name}</span>
            <span className={classes.recentFolder} title={folder}>
              {folder}
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={leaveCase}>Open another case</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
