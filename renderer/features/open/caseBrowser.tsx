import { Button } from '@mantine/core';
import { IconArrowUp, IconFile, IconFileDatabase, IconFolder, IconFolderStar } from '@tabler/icons-react';
import { useState } from 'react';
import type { Contract } from '../../../shared/contract';
import { formatBytes } from '../../../shared/format/numbers';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import { useEngineQuery } from '../../client/useEngineQuery';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { useRovingList } from '../../ui/useRovingList';
import classes from './open.module.css';

type Listing = Contract['files.list']['result'];
type Entry = Listing['entries'][number];

/** The folders that the host shows; those that are cases open, the others are entered. */
export function CaseBrowser() {
  const [token, setToken] = useState<string | null>(null);
  const query = useEngineQuery('files.list', token === null ? {} : { token }, { keepPrevious: true });
  return (
    <section aria-labelledby="browser-title">
      <h2 id="browser-title" className={classes.sectionTitle}>
        Folders
      </h2>
      <QueryBody query={query} skeleton={<SkeletonRows rows={8} />}>
        {(listing) => <Folder listing={listing} enter={setToken} />}
      </QueryBody>
    </section>
  );
}

function Folder({ listing, enter }: { listing: Listing; enter: (token: string | null) => void }) {
  const engine = useEngine();
  const list = useRovingList<HTMLUListElement>();
  const isRoot = listing.token === null;
  return (
    <div>
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
        <span className={isRoot ? 'faint' : classes.folder}>{isRoot ? 'Folders you may open from' : listing.name}</span>
      </div>
      {listing.entries.length === 0 && (
        <EmptyState title="Nothing here.">
          A case is a folder with a case.yaml; New case from files makes one.
        </EmptyState>
      )}
      <ul className={classes.list} {...list}>
        {listing.entries.map((entry) => (
          <BrowserEntry
            key={entry.token}
            entry={entry}
            open={() => void openCase(engine, { token: entry.token })}
            enter={() => enter(entry.token)}
          />
        ))}
      </ul>
    </div>
  );
}

function BrowserEntry({ entry, open, enter }: { entry: Entry; open: () => void; enter: () => void }) {
  const openable = entry.isCase || entry.name.endsWith('.rankscope');
  if (entry.kind === 'file' && !openable) {
    return (
      <li className={classes.plainFile}>
        <IconFile size={15} aria-hidden />
        <span className={classes.name}>{entry.name}</span>
        <span className="num">{entry.bytes === null ? '' : formatBytes(entry.bytes)}</span>
      </li>
    );
  }
  const Icon = entry.kind === 'file' ? IconFileDatabase : entry.isCase ? IconFolderStar : IconFolder;
  return (
    <li className={classes.entry}>
      <button type="button" className={`plain-button ${classes.browserButton}`} onClick={openable ? open : enter}>
        <Icon size={15} aria-hidden />
        <span className={classes.name}>{entry.name}</span>
        {openable && <span className={classes.badge}>case</span>}
      </button>
      {entry.kind === 'folder' && entry.isCase && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={enter}
          aria-label={`Look inside ${entry.name}`}
        >
          Look inside
        </Button>
      )}
    </li>
  );
}
