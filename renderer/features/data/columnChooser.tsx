import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import type { ColumnLayout } from './columnLayout';
import classes from './data.module.css';

interface ColumnChooserProps {
  table: TableInfo;
  layout: ColumnLayout;
  onChange: (layout: ColumnLayout) => void;
}

/** Which columns are shown; at least one always is. */
export function ColumnChooser({ table, layout, onChange }: ColumnChooserProps) {
  const [search, setSearch] = useState('');
  const names = table.columns.map(({ name }) => name);
  const found = names.filter((name) => name.toLowerCase().includes(search.toLowerCase()));
  const setHidden = (hidden: string[]) => hidden.length < names.length && onChange({ ...layout, hidden });
  const toggle = (name: string) =>
    setHidden(layout.hidden.includes(name) ? layout.hidden.filter((each) => each !== name) : [...layout.hidden, name]);
  return (
    <Popover position="bottom-end" withinPortal trapFocus width={260}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={14} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser}>
        <TextInput
          aria-label="Find a column"
          placeholder="Find a column"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.chooserList}>
          {found.map((name) => (
            <Checkbox
              key={name}
              size="xs"
              label={name}
              checked={!layout.hidden.includes(name)}
              onChange={() => toggle(name)}
            />
          ))}
        </div>
        <div className={classes.chooserButtons}>
          <Button variant="default" onClick={() => setHidden([])}>
            Show all
          </Button>
          <Button
            variant="default"
            disabled={search === '' || found.length === 0}
            onClick={() => setHidden(names.filter((name) => !found.includes(name)))}
          >
            Only these
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
