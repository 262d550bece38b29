import type { LogShape } from '../../../shared/slices/profileSchemas';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import { useSlice } from '../slices/useSlice';
import { CountsFrame } from './countsFrame';
import { MaturityFrame } from './maturityFrame';
import { NullsFrame } from './nullsFrame';
import classes from './shape.module.css';
import { TrafficFrame } from './trafficFrame';
import { UsersFrame } from './usersFrame';

/** The shape of the log in six small plots, within the slice. */
export function LogShapePanel() {
  const { session } = useCaseInfo();
  const { slice } = useSlice();
  const query = useEngineQuery('data.shape', { session, slice }, { keepPrevious: true });
  return (
    <QueryBody query={query} skeleton={<ShapeSkeleton />}>
      {(shape) => <SixPlots shape={shape} />}
    </QueryBody>
  );
}

function SixPlots({ shape }: { shape: LogShape }) {
  if (shape.requests === 0) return <EmptyState title="No request to draw: the log or the slice holds none." />;
  const { positives, queries } = shape;
  return (
    <div className={classes.six}>
      <TrafficFrame traffic={shape.traffic} queries={queries.traffic} />
      <UsersFrame users={shape.users} queries={queries.users} />
      <CountsFrame
        title="List length"
        counts={shape.listLength}
        thing="request"
        unit="rows"
        words="rows a list"
        queries={queries.listLength}
      />
      <CountsFrame
        title={positives.label === null ? 'Positives per list' : `Positives per list: ${positives.label}`}
        counts={positives.perList}
        reason={positives.reason}
        thing="request"
        unit="positives"
        words="positives a list"
        queries={queries.positives}
      />
      <NullsFrame nulls={shape.nulls} rows={shape.rows} queries={queries.nulls} />
      <MaturityFrame maturity={shape.maturity} queries={queries.maturity} />
    </div>
  );
}

function ShapeSkeleton() {
  return (
    <div className={classes.six}>
      {['traffic', 'users', 'length', 'positives', 'nulls', 'maturity'].map((name) => (
        <div key={name} className={classes.frame}>
          <SkeletonChart height={140} />
        </div>
      ))}
    </div>
  );
}
