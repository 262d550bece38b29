import type { ReactNode } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import { Split, SplitEdge, SplitPart } from '../../ui/split/split';
import { ProfilePanel } from '../profile/profilePanel';
import classes from './data.module.css';

interface ProfileSplitProps {
  table: TableInfo;
  profiled: string | undefined;
  setProfiled: (column: string | null) => void;
  children: ReactNode;
}

/** A table's rows, and beside them what one of its columns holds. */
export function ProfileSplit({ table, profiled, setProfiled, children }: ProfileSplitProps) {
  return (
    <Split id="table" orientation="horizontal">
      <SplitPart id="table-rows" min="260px">
        <div className={classes.fill}>{children}</div>
      </SplitPart>
      {profiled !== undefined && <SplitEdge label="Width of the profile" />}
      {profiled !== undefined && (
        <SplitPart id="table-profile" size="300px" min="220px" max="60%" fixed>
          <ProfilePanel table={table} column={profiled} onChoose={setProfiled} onClose={() => setProfiled(null)} />
        </SplitPart>
      )}
    </Split>
  );
}
