import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { useSlice } from '../slices/useSlice';
import { ColumnFacts } from './columnFacts';
import classes from './profile.module.css';
import { ProfileMenu } from './profileMenu';

interface ProfilePanelProps {
  table: TableInfo;
  column: string;
  onChoose: (column: string) => void;
  onClose: () => void;
}

/** What one column of a table holds, within the slice where the table has rows or requests of the log. */
export function ProfilePanel({ table, column, onChoose, onClose }: ProfilePanelProps) {
  const { session } = useCaseInfo();
  const { slice } = useSlice();
  const query = useEngineQuery('data.profile', { session, table: table.name, column, slice });
  const panel = useRef<HTMLElement>(null);
  return (
    <section className={classes.panel} aria-label="Column profile" ref={panel}>
      <header className={classes.head}>
        <Select
          aria-label="Profiled column"
          data={table.columns.map(({ name }) => name)}
          value={column}
          onChange={(name) => name && onChoose(name)}
          allowDeselect={false}
          searchable
          className={classes.choice}
        />
        {query.data && <ProfileMenu profile={query.data} panel={panel} />}
        <ActionIcon aria-label="Close the profile" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <div className={classes.body}>
        <QueryBody query={query} skeleton={<ProfileSkeleton />}>
          {(profile) => <ColumnFacts profile={profile} slice={slice} />}
        </QueryBody>
      </div>
    </section>
  );
}

function ProfileSkeleton() {
  return (
    <>
      <SkeletonRows rows={8} columns={2} />
      <SkeletonChart shape="hill" height={140} />
    </>
  );
}
