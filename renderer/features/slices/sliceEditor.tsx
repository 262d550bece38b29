import { Select } from '@mantine/core';
import { useState } from 'react';
import type { CaseInfo } from '../../../shared/schemas/session';
import type { SliceColumn } from '../../../shared/slices/sliceSchemas';
import { useEngineQuery } from '../../client/useEngineQuery';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { ColumnValues } from './columnValues';
import { PredicateField } from './predicateField';
import { SavedSlices } from './savedSlices';
import { withPart } from './sliceParts';
import classes from './slices.module.css';
import { useSlice } from './useSlice';

const groupTitles: Record<SliceColumn['about'], string> = {
  role: 'Roles',
  context: 'Context',
  version: 'Versions',
  label: 'Labels',
  outcome: 'Outcomes',
  item: 'Items',
  user: 'Users',
  selection: 'Selections',
  feature: 'Features',
};

/** Three ways to a filter: a saved slice, a value of a column, or a predicate typed by hand. */
export function SliceEditor({ info, close }: { info: CaseInfo; close: () => void }) {
  const { slice, setSlice } = useSlice();
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useEngineQuery('slice.columns', { session: info.session });
  const add = (part: string) => {
    setSlice(withPart(slice, part));
    close();
  };
  const column = columns.data?.columns.find(({ text }) => text === chosen) ?? null;
  return (
    <div className={classes.editor}>
      <SavedSlices info={info} choose={add} />
      <section aria-label="By the values of a column" className={classes.block}>
        <QueryBody query={columns} skeleton={<SkeletonRows rows={2} columns={2} />}>
          {(data) => (
            <Select
              data-autofocus
              label="Column"
              placeholder="device, position, items.category …"
              searchable
              data={grouped(data.columns)}
              value={chosen}
              onChange={setChosen}
              maxDropdownHeight={280}
              comboboxProps={{ withinPortal: false }}
            />
          )}
        </QueryBody>
        {column && <ColumnValues session={info.session} column={column} slice={slice} choose={add} />}
      </section>
      <PredicateField session={info.session} choose={add} />
    </div>
  );
}

function grouped(columns: readonly SliceColumn[]) {
  const kinds = Object.keys(groupTitles) as SliceColumn['about'][];
  return kinds
    .map((kind) => ({
      group: groupTitles[kind],
      items: columns.filter(({ about }) => about === kind).map(({ text }) => text),
    }))
    .filter(({ items }) => items.length > 0);
}
