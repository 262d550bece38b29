import { formatCounted, formatFixed } from '../../../shared/format/numbers';
import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { BarPlot } from './barPlot';
import { CountsFrame } from './countsFrame';
import { plainColor } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { usersPlot } from './shapePlots';

interface UsersFrameProps {
  users: LogShape['users'];
  queries: readonly ShownQuery[];
}

/** Users of each day; without a time, how many requests a user has. */
export function UsersFrame({ users, queries }: UsersFrameProps) {
  const title = users.days ? 'Users per day' : 'Requests per user';
  if (users.reason !== null) return <ShapeFrame title={title} reason={users.reason} />;
  if (!users.days) {
    return (
      <CountsFrame
        title={title}
        counts={users.requestsPerUser}
        thing="user"
        unit="requests"
        words="requests a user"
        queries={queries}
      />
    );
  }
  const plot = usersPlot(users.days);
  const mean = users.requestsPerUser?.mean ?? null;
  const each = mean === null ? '' : `, ${formatFixed(mean, 1)} requests each`;
  const without = users.without > 0 ? `; ${formatCounted(users.without, 'request')} without` : '';
  const summary = `${formatCounted(users.users, 'user')}${each}${without}`;
  return (
    <ShapeFrame title={title} summary={summary} table={plot.table} queries={queries}>
      <BarPlot {...plot} title="Distinct users per day" colors={[plainColor]} xTitle="day, UTC" yTitle="users" />
    </ShapeFrame>
  );
}
