import { ActionIcon, CloseButton, Popover } from '@mantine/core';
import { IconFilterPlus, IconFilterX } from '@tabler/icons-react';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import type { CaseInfo } from '../../../shared/schemas/session';
import { useEngineQuery } from '../../client/useEngineQuery';
import { wireErrorOf } from '../../state/wireErrorOf';
import { SliceEditor } from './sliceEditor';
import { useSliceEditor } from './sliceEditorStore';
import { partsOf, withoutPart } from './sliceParts';
import classes from './slices.module.css';
import { useSlice } from './useSlice';

/** Which requests every view looks at, and how many they are. */
export function SliceBar({ info }: { info: CaseInfo }) {
  const { slice, setSlice } = useSlice();
  const editing = useSliceEditor((state) => state.open);
  const setEditing = (open: boolean) => useSliceEditor.setState({ open });
  const parts = partsOf(slice);
  return (
    <section className={classes.bar} aria-label="Slice">
      <span className="faint">Slice</span>
      {parts.length === 0 && <span>all requests</span>}
      <ul className={classes.parts}>
        {parts.map((part, index) => (
          <li key={part} className={classes.part}>
            <code title={part}>{part}</code>
            <CloseButton size="xs" aria-label={`Remove ${part}`} onClick={() => setSlice(withoutPart(slice, index))} />
          </li>
        ))}
      </ul>
      <Popover
        opened={editing}
        onChange={setEditing}
        position="bottom-start"
        shadow="md"
        trapFocus
        returnFocus
        width={560}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            aria-label="Add a filter"
            title="Add a filter"
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            <IconFilterPlus size={16} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <SliceEditor info={info} close={() => setEditing(false)} />
        </Popover.Dropdown>
      </Popover>
      {slice !== null && (
        <ActionIcon
          variant="subtle"
          aria-label="Show all requests"
          title="Show all requests"
          onClick={() => setSlice(null)}
        >
          <IconFilterX size={16} />
        </ActionIcon>
      )}
      <SliceCounts info={info} slice={slice} />
    </section>
  );
}

function SliceCounts({ info, slice }: { info: CaseInfo; slice: string | null }) {
  const count = useEngineQuery('slice.count', slice === null ? null : { session: info.session, slice }, {
    keepPrevious: true,
  });
  if (slice === null) {
    return (
      <span className={classes.counts}>
        <span className="num">{formatCounted(info.requests, 'request')}</span>
        <span className="num faint">{formatCounted(info.rows, 'row')}</span>
      </span>
    );
  }
  if (count.error) {
    return (
      <span className={classes.counts} role="alert">
        <span className="bad">{wireErrorOf(count.error).message}</span>
      </span>
    );
  }
  const found = count.data;
  return (
    <span className={classes.counts} aria-live="polite" aria-busy={count.isFetching}>
      <span className="num">
        {found ? `${formatCount(found.requests)} of ${formatCounted(found.totalRequests, 'request')}` : 'counting …'}
      </span>
      <span className="num faint">{found ? formatCounted(found.rows, 'row') : ''}</span>
    </span>
  );
}
