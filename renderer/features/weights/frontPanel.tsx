import { useMemo } from 'react';
import { formatCount, formatFixed } from '../../../shared/format/numbers';
import type { BlendResult, ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { Chart } from '../../charts/kit/chart';
import { useChartPanel } from '../../charts/kit/useChartPanel';
import type { EngineQuery } from '../../client/useEngineQuery';
import { fileName } from '../../ui/download';
import { Panel } from '../../ui/panel/panel';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { frontChart } from './frontChart';
import { PointsTable } from './pointsTable';
import classes from './weights.module.css';
import type { Weights } from './weightsParam';

interface FrontPanelProps {
  query: EngineQuery<ParetoResult>;
  /** What the controls say now. */
  now: BlendResult | null;
  isOfCase: boolean;
  onTake: (weights: Weights) => void;
}

/** Which weightings nothing dominates, and where the present ones lie among them. */
export function FrontPanel({ query, now, isOfCase, onTake }: FrontPanelProps) {
  const result = query.data;
  const spec = useMemo(
    () => (result && result.axes.length > 1 ? frontChart({ result, now: isOfCase ? null : now, axes: [0, 1] }) : null),
    [result, now, isOfCase],
  );
  const { actions, chart } = useChartPanel(spec, fileName(result?.model ?? 'weights', 'pareto'));
  return (
    <Panel title="What the weights trade" summary={result && whereFrom(result)} actions={actions} flush>
      <QueryBody query={query} skeleton={<FrontSkeleton />}>
        {(found) => (
          <div className={classes.front}>
            <div className={classes.answer}>
              <p className={classes.sentence}>{found.sentence}</p>
              <Warnings texts={found.warnings} />
            </div>
            {spec ? (
              <div className={classes.chart}>
                <Chart spec={spec} {...chart} />
              </div>
            ) : (
              <EmptyState title="A trade-off needs two metrics.">The table below has the one there is.</EmptyState>
            )}
            <p className={classes.legend}>{`${legend}${volumeText(found)}`}</p>
            <div className={classes.points}>
              <PointsTable result={found} onTake={onTake} />
            </div>
          </div>
        )}
      </QueryBody>
    </Panel>
  );
}

/** The plot, then its table. */
function FrontSkeleton() {
  return (
    <>
      <SkeletonChart />
      <SkeletonRows rows={5} columns={4} />
    </>
  );
}

/** What limits every number stands open; the rest on request. */
function Warnings({ texts: [first, ...rest] }: { texts: readonly string[] }) {
  if (first === undefined) return null;
  return (
    <div className={classes.warnings}>
      <p>{first}</p>
      {rest.length > 0 && (
        <details>
          <summary>{`${rest.length} more to know`}</summary>
          <ul aria-label="Warnings">
            {rest.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const legend = '● front  ○ withheld  × dominated  ◆ case  ★ now';

function whereFrom({ halves, chosenOn, reportedOn, unit }: ParetoResult): string {
  const units = unit === 'user' ? 'users' : 'requests';
  const on = `${formatCount(reportedOn.units)} ${units}, ${formatCount(reportedOn.requests)} requests`;
  return halves ? `front of ${formatCount(chosenOn.units)} ${units}, values of the other ${on}` : on;
}

function volumeText({ hypervolume, reference }: ParetoResult): string {
  if (hypervolume === null || reference === null) return '';
  const corner = reference.map((value) => formatFixed(value, 4)).join(', ');
  return `. Hypervolume ${hypervolume.toPrecision(4)} above lists in random order (${corner})`;
}
