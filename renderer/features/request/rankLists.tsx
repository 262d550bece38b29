import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import { useRouteParam } from '../../state/routeStore';
import { EmptyState } from '../../ui/panel/panelState';
import type { RequestData } from './inspector';
import classes from './inspector.module.css';
import { ItemColumn } from './itemColumn';
import { lanesThatFit, type RankColumn, rankColumns } from './rankColumns';
import { RankGap } from './rankGap';
import { readItems } from './requestItems';

const firstShown = 30;

/** The orders of one request side by side: as shown, then each contestant's, with a line for every item. */
export function RankLists({ data, contestants }: { data: RequestData; contestants: string[] }) {
  const [all, setAll] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const { ref, width } = useElementSize();
  const against = useRouteParam('against');
  const columns = useMemo(
    () => rankColumns(data.table, lanesThatFit(contestants, against, width)),
    [data.table, contestants, against, width],
  );
  const items = useMemo(() => readItems(data.table), [data.table]);
  if (data.table.rows === 0) return <EmptyState title="This request has no items." />;
  const longest = Math.max(...columns.map(({ rows }) => rows.length));
  const limit = all ? longest : firstShown;
  const absent = contestants.filter((name) => name !== '@logged').length - (columns.length - 1);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only emphasizes what the lines already show.
    <div ref={ref} onMouseLeave={() => setActive(null)}>
      <div className={classes.lists}>
        {columns.map((column, at) => (
          <Lane
            key={column.model ?? '@logged'}
            left={columns[at - 1] ?? null}
            column={column}
            {...{ items, limit, active, setActive }}
          />
        ))}
      </div>
      {longest > limit && (
        <Button variant="subtle" size="compact-xs" m="sm" onClick={() => setAll(true)}>
          {`Show all ${formatCount(longest)} items`}
        </Button>
      )}
      <p className={classes.key}>
        <span className={classes.dot} data-grade="positive" /> positive{' '}
        <span className={classes.dot} data-grade="zero" /> label 0 <span className={classes.dot} data-grade="none" /> no
        label
        {absent > 0 && <span>{`· widen for ${absent} more`}</span>}
      </p>
    </div>
  );
}

interface LaneProps {
  left: RankColumn | null;
  column: RankColumn;
  items: ReturnType<typeof readItems>;
  limit: number;
  active: number | null;
  setActive: (row: number | null) => void;
}

function Lane({ left, column, items, limit, active, setActive }: LaneProps) {
  return (
    <>
      {left && <RankGap left={left} right={column} limit={limit} items={items} active={active} />}
      <ItemColumn column={column} items={items} limit={limit} active={active} onPoint={setActive} />
    </>
  );
}
