import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import { usePreferences } from '../../state/preferences';
import classes from './open.module.css';

/** Cases that this window had open before. */
export function RecentCases() {
  const engine = useEngine();
  const { recentCases, forget } = usePreferences();
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className={classes.sectionTitle}>
        Recent
      </h2>
      {recentCases.length === 0 && <p className="faint">Cases you open are listed here.</p>}
      <ul className={classes.list}>
        {recentCases.map(({ name, folder }) => (
          <li key={folder} className={classes.entry}>
            <button
              type="button"
              className={`plain-button ${classes.entryButton}`}
              onClick={() => void openCase(engine, { path: folder })}
            >
              <span className={classes.name}>{name}</span>
              <span className={classes.folder} title={folder}>
                {folder}
              </span>
            </button>
            <ActionIcon size="sm" aria-label={`Forget ${name}`} onClick={() => forget(folder)}>
              <IconX size={13} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
