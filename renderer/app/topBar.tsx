import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconLayoutSidebarRight,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { CaseInfo } from '../../shared/schemas/session';
import { toggleInspector, useInspectorPlace } from '../state/inspectorPlace';
import { useUndoStore } from '../state/undoStore';
import { redoLast, undoLast } from './actions';
import { CaseMenu } from './caseMenu';
import { Contestants } from './contestants';
import { isMac, keyText } from './keys';
import { usePalette } from './palette/paletteStore';
import { ThemeToggle } from './themeToggle';
import classes from './topBar.module.css';
import { useHelp } from './useHelp';

/** The case, the contestants in play and the window's own controls. */
export function TopBar({ info }: { info: CaseInfo }) {
  const { open } = useInspectorPlace();
  return (
    <header className={classes.top}>
      <h1 className={classes.caseTitle}>
        <CaseMenu info={info} />
      </h1>
      <Contestants info={info} />
      <div className={classes.controls}>
        <UndoButtons />
        <button
          type="button"
          className={`plain-button ${classes.palette}`}
          onClick={() => usePalette.getState().toggle(true)}
        >
          <IconCommand size={14} aria-hidden />
          <span className={classes.paletteText}>Commands</span>
          <Kbd size="xs">{keyText('mod+k', isMac())}</Kbd>
        </button>
        <ThemeToggle />
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon aria-label="Keyboard shortcuts" onClick={() => useHelp.setState({ open: true })}>
            <IconQuestionMark size={17} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Inspector (i)">
          <ActionIcon aria-label="Inspector" aria-pressed={open} onClick={() => toggleInspector()}>
            <IconLayoutSidebarRight size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

function UndoButtons() {
  const undone = useUndoStore((state) => state.past.at(-1)?.what);
  const redone = useUndoStore((state) => state.future.at(-1)?.what);
  return (
    <>
      <UndoButton name="Undo" what={undone} binding="mod+z" run={undoLast} />
      <UndoButton name="Redo" what={redone} binding="mod+shift+z" run={redoLast} />
    </>
  );
}

interface UndoButtonProps {
  name: 'Undo' | 'Redo';
  what: string | undefined;
  binding: string;
  run: () => Promise<void>;
}

function UndoButton({ name, what, binding, run }: UndoButtonProps) {
  const label = what === undefined ? `Nothing to ${name.toLowerCase()}` : `${name}: ${what}`;
  const Icon = name === 'Undo' ? IconArrowBackUp : IconArrowForwardUp;
  return (
    <Tooltip label={`${label} (${keyText(binding, isMac())})`}>
      {/* Stays focusable when there is nothing left: the focus of who pressed it last would be lost. */}
      <ActionIcon
        aria-label={label}
        aria-disabled={what === undefined}
        data-disabled={what === undefined || undefined}
        onClick={() => void run()}
      >
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
