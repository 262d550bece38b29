import { useMemo } from 'react';
import type { Contract } from '../../../shared/contract';
import { formatCount, formatPercent } from '../../../shared/format/numbers';
import { Chart } from '../../charts/kit/chart';
import type { ChartSpec } from '../../charts/kit/chartSpec';
import { useChartPanel } from '../../charts/kit/useChartPanel';
import { fileName } from '../../ui/download';
import { Panel } from '../../ui/panel/panel';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import classes from './compare.module.css';
import { distributionChart } from './distributionChart';
import type { MatrixRow } from './matrix';
import { useDistribution } from './useDistribution';
import { useMetricQueries } from './useMetricQueries';

type Distribution = Contract['compare.distribution']['result'];

interface DistributionPanelProps {
  metric: MatrixRow;
  baseline: string;
  model: string;
}

/** How the difference is spread over requests: few that lose much, or many that lose little. */
export function DistributionPanel({ metric, baseline, model }: DistributionPanelProps) {
  const query = useDistribution(metric.id, baseline, model);
  const title = `${metric.metric}, ${model} − ${baseline}`;
  const spec = useMemo(
    () => (query.data ? distributionChart(query.data, title, metric.decimals) : null),
    [query.data, title, metric.decimals],
  );
  const queries = useMetricQueries({
    metric: metric.id,
    contestants: [baseline, model],
    perRequest: true,
    note: 'Two queries are behind it, one for each contestant; their differences request by request are binned by the engine.',
  });
  const { actions, chart } = useChartPanel(spec, fileName(metric.id, baseline, model, 'distribution'));
  return (
    <Panel title="Difference per request" summary={title} flush actions={actions} queries={queries}>
      <QueryBody query={query} skeleton={<SkeletonChart shape="hill" />}>
        {(distribution) => spec && <Filled distribution={distribution} spec={spec} chart={chart} />}
      </QueryBody>
    </Panel>
  );
}

interface FilledProps {
  distribution: Distribution;
  spec: ChartSpec;
  chart: ReturnType<typeof useChartPanel>['chart'];
}

function Filled({ distribution: { wins, zeros, losses, nulls }, spec, chart }: FilledProps) {
  const all = wins + zeros + losses;
  if (all === 0) {
    const without = `${formatCount(nulls)} requests have no value for one of the two.`;
    return <EmptyState title="No request has a value for both.">{without}</EmptyState>;
  }
  return (
    <>
      <dl className={classes.outcome}>
        <Outcome name="worse" count={losses} all={all} tone="loss" />
        <Outcome name="exactly equal" count={zeros} all={all} tone="tie" />
        <Outcome name="better" count={wins} all={all} tone="win" />
      </dl>
      <Chart spec={spec} {...chart} />
      <p className={classes.footnote}>
        {`The ${formatCount(zeros)} exact zeros are not drawn; the line smooths the bars.`}
        {nulls > 0 && ` ${formatCount(nulls)} requests lack a value for one of the two.`}
      </p>
    </>
  );
}

function Outcome({ name, count, all, tone }: { name: string; count: number; all: number; tone: string }) {
  return (
    <div className={classes.outcomePart} data-tone={tone} style={{ flexGrow: Math.max(0.14, count / all) }}>
      <dt>{name}</dt>
      <dd className="num">
        {formatCount(count)} <span className="faint">{formatPercent(count / all)}</span>
      </dd>
    </div>
  );
}
