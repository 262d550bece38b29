import { CloseButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { formatCounted } from '../../../shared/format/numbers';
import type { CaseInfo } from '../../../shared/schemas/session';
import { useEngineQuery } from '../../client/useEngineQuery';
import { wireErrorOf } from '../../state/wireErrorOf';
import { useSlice } from '../slices/useSlice';
import { StripPlot } from './stripPlot';
import classes from './time.module.css';
import { splitPeriod, withPeriod } from './timeRange';

const wideFrom = 1100;

/** Requests over time under the slice bar: a brush makes a period part of the slice. Absent when the log has no time. */
export function TimeStripBar({ info }: { info: CaseInfo }) {
  const hasTime = info.requests > 0 && info.roles.some(({ role, column }) => role === 'time' && column !== null);
  return hasTime ? <Strip session={info.session} /> : null;
}

function Strip({ session }: { session: string }) {
  const { slice, setSlice } = useSlice();
  const { ref, width } = useElementSize();
  const buckets = width > wideFrom ? 200 : 120;
  const query = useEngineQuery('time.strip', width === 0 ? null : { session, slice, buckets }, { keepPrevious: true });
  const strip = query.data;
  const column = strip?.column ?? null;
  const { period } = column === null ? { period: null } : splitPeriod(slice, column);
  return (
    <section className={classes.strip} aria-label="Time" aria-busy={query.isFetching}>
      <span className="faint">Time</span>
      <div className={classes.plot} ref={ref}>
        {strip && column !== null && strip.starts.length > 0 && width > 0 && (
          <StripPlot
            strip={strip}
            width={width}
            period={period}
            sliced={slice !== null}
            onPeriod={(next) => setSlice(withPeriod(slice, column, next))}
          />
        )}
        {strip?.reason && <span className="faint">{`Nothing over time: ${strip.reason}.`}</span>}
        {query.error && (
          <span role="alert">
            <span className="bad">{wireErrorOf(query.error).message}</span>{' '}
            <button type="button" className="plain-button soft" onClick={() => void query.refetch()}>
              Try again
            </button>
          </span>
        )}
        {!strip && !query.error && <div className={classes.skeleton} aria-hidden />}
      </div>
      <span className={classes.side}>
        {period && column !== null && (
          <CloseButton
            size="sm"
            aria-label="All of the time"
            title="All of the time"
            onClick={() => setSlice(withPeriod(slice, column, null))}
          />
        )}
        {strip && strip.untimed > 0 && strip.starts.length > 0 && (
          <span className="faint" title={`${formatCounted(strip.untimed, 'request')} without a time`}>
            {`${strip.untimed} untimed`}
          </span>
        )}
      </span>
    </section>
  );
}
