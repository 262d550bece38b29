import { Button, Checkbox } from '@mantine/core';
import { IconArrowUp, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import type { Contract } from '../../../shared/contract';
import { formatBytes } from '../../../shared/format/numbers';
import { useEngineQuery } from '../../client/useEngineQuery';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './wizard.module.css';
import type { ChosenFile } from './wizardState';

type Listing = Contract['files.list']['result'];
type Entry = Listing['entries'][number];

interface FilePickerProps {
  chosen: readonly ChosenFile[];
  onAdd: (files: ChosenFile[]) => void;
  onRemove: (token: string) => void;
}

/** The folders that the host shows, with a box to tick before every file and folder. */
export function FilePicker(props: FilePickerProps) {
  const [token, setToken] = useState<string | null>(null);
  const query = useEngineQuery('files.list', token === null ? {} : { token }, { keepPrevious: true });
  return (
    <section aria-labelledby="picker-title">
      <h2 id="picker-title" className={classes.sectionTitle}>
        Files
      </h2>
      <QueryBody query={query} skeleton={<SkeletonRows rows={10} />}>
        {(listing) => <Folder {...props} listing={listing} enter={setToken} />}
      </QueryBody>
    </section>
  );
}

interface FolderProps extends FilePickerProps {
  listing: Listing;
  enter: (token: string | null) => void;
}

function Folder({ listing, enter, chosen, onAdd, onRemove }: FolderProps) {
  const isRoot = listing.token === null;
  const toggle = ({ token, name, kind }: Entry, isOn: boolean) =>
    isOn ? onAdd([{ token, name, kind }]) : onRemove(token);
  return (
    <>
      <div className={classes.crumb}>
        {!isRoot && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconArrowUp size={13} />}
            onClick={() => enter(listing.parent)}
          >
            Up
          </Button>
        )}
        <span className="faint">{isRoot ? 'Folders you may read from' : listing.name}</span>
      </div>
      {listing.entries.length === 0 && <EmptyState title="Nothing here." />}
      <ul className={classes.list}>
        {listing.entries.map((entry) => (
          <li key={entry.token} className={classes.entry}>
            <Checkbox
              size="xs"
              aria-label={`Choose ${entry.name}`}
              checked={chosen.some(({ token }) => token === entry.token)}
              onChange={(event) => toggle(entry, event.currentTarget.checked)}
            />
            {entry.kind === 'folder' ? (
              <button
                type="button"
                className={`plain-button ${classes.folderButton}`}
                onClick={() => enter(entry.token)}
              >
                <IconFolder size={15} aria-hidden />
                <span className={classes.name}>{entry.name}</span>
              </button>
            ) : (
              <span className={classes.name}>{entry.name}</span>
            )}
            <span className="num faint">{entry.bytes === null ? '' : formatBytes(entry.bytes)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
