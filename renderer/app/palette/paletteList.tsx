import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import classes from './palette.module.css';
import { findEntries, grouped, indexEntries, type PaletteEntry } from './paletteEntry';

const drawn = 60;

/** A field and the entries that fit what is typed: arrows choose, Enter runs. The focus stays in the field. */
export function PaletteList({ entries, close }: { entries: PaletteEntry[]; close: () => void }) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const index = useMemo(() => indexEntries(entries), [entries]);
  const found = useMemo(() => findEntries(index, query, drawn), [index, query]);
  const groups = useMemo(() => grouped(found.entries), [found]);
  const shown = useMemo(() => groups.flatMap(([, own]) => own), [groups]);
  const at = Math.min(chosen, shown.length - 1);
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    close();
    // After the focus went back to where it was: an entry may move it.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedTo(event.key, at, shown.length);
    if (to !== null) setChosen(to);
    else if (event.key === 'Enter') run(shown[at]);
    else return;
    event.preventDefault();
  };
  const type = (text: string) => {
    setQuery(text);
    setChosen(0);
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Command"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown[at] && `${listId}-${at}`}
        placeholder="View, model, slice, metric, case, theme …"
        leftSection={<IconSearch size={16} />}
        size="md"
        value={query}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        classNames={{ input: classes.field }}
      />
      <Options listId={listId} groups={groups} shown={shown} at={at} run={run} />
      <div className={classes.foot} role="status">
        {found.total > shown.length
          ? `${formatCount(shown.length)} of ${formatCount(found.total)}; type more to narrow`
          : `${formatCount(found.total)} found`}
      </div>
    </>
  );
}

interface OptionsProps {
  listId: string;
  groups: [string, PaletteEntry[]][];
  shown: readonly PaletteEntry[];
  /** The chosen one among those shown. */
  at: number;
  run: (entry: PaletteEntry) => void;
}

function Options({ listId, groups, shown, at, run }: OptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div role="listbox" id={listId} aria-label="Commands" className={classes.list} ref={list} tabIndex={-1}>
      {groups.map(([title, own]) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box, not of form fields.
        <div key={title} role="group" aria-label={title}>
          <div className={classes.group} aria-hidden>
            {title}
          </div>
          {own.map((entry) => {
            const place = shown.indexOf(entry);
            const id = `${listId}-${place}`;
            return <Option key={entry.id} id={id} entry={entry} at={place} chosen={place === at} run={run} />;
          })}
        </div>
      ))}
      {shown.length === 0 && <div className={classes.none}>Nothing of that name.</div>}
    </div>
  );
}

interface OptionProps {
  id: string;
  entry: PaletteEntry;
  at: number;
  chosen: boolean;
  run: (entry: PaletteEntry) => void;
}

function Option({ id, entry, at, chosen, run }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names this as its active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field runs the chosen option.
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      data-at={at}
      className={classes.option}
      onClick={() => run(entry)}
    >
      <span className={classes.icon}>{entry.icon}</span>
      <span className={classes.label}>{entry.label}</span>
      {entry.description && <span className={classes.description}>{entry.description}</span>}
      {entry.keys?.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </div>
  );
}

function movedTo(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return count === 0 ? 0 : (at + 1) % count;
  if (key === 'ArrowUp') return count === 0 ? 0 : (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(at + 10, count - 1);
  if (key === 'PageUp') return Math.max(at - 10, 0);
  return null;
}
