import { IconClipboard, IconDownload } from '@tabler/icons-react';
import type { Contract } from '../../../shared/contract';
import { formatCount, formatPercent } from '../../../shared/format/numbers';
import { DifferenceHistogram } from '../../charts/differenceHistogram';
import { copyText } from '../../ui/clipboard';
import { downloadText, fileName } from '../../ui/download';
import { toCsv, toTsv } from '../../ui/grid/textTable';
import { Panel } from '../../ui/panel/panel';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './compare.module.css';
import type { MatrixRow } from './matrix';
import { useDistribution } from './useDistribution';

type Distribution = Contract['compare.distribution']['result'];

interface DistributionPanelProps {
  metric: MatrixRow;
  baseline: string;
  model: string;
}

/** How the difference is spread over requests: few that lose much, or many that lose little. */
export function DistributionPanel({ metric, baseline, model }: DistributionPanelProps) {
  const query = useDistribution(metric.id, baseline, model);
  const texts = () => (query.data ? binTexts(query.data) : []);
  const name = fileName(metric.id, baseline, model, 'distribution');
  return (
    <Panel
      title="Difference per request"
      summary={`${metric.metric}, ${model} − ${baseline}`}
      flush
      actions={[
        {
          label: 'Copy as TSV',
          icon: <IconClipboard size={14} />,
          run: () => void copyText(toTsv(texts()), 'the bins'),
        },
        {
          label: 'Export CSV',
          icon: <IconDownload size={14} />,
          run: () => downloadText(`${name}.csv`, toCsv(texts()), 'text/csv'),
        },
      ]}
    >
      <QueryBody query={query} skeleton={<SkeletonRows rows={6} />}>
        {(distribution) => (
          <Filled
            distribution={distribution}
            decimals={metric.decimals}
            title={`${metric.metric}, ${model} − ${baseline}`}
          />
        )}
      </QueryBody>
    </Panel>
  );
}

function Filled({ distribution, decimals, title }: { distribution: Distribution; decimals: number; title: string }) {
  const { wins, zeros, losses, nulls, edges, counts } = distribution;
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
      <DifferenceHistogram edges={edges} counts={counts} decimals={decimals} title={title} />
      <p className={classes.footnote}>
        {`The ${formatCount(zeros)} exact zeros are not drawn.`}
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

function binTexts({ edges, counts, zeros, nulls }: Distribution): string[][] {
  const bins = counts.map((count, at) => [String(edges[at]), String(edges[at + 1]), String(count)]);
  return [['from', 'to', 'requests'], ...bins, ['0', '0', String(zeros)], ['no value', '', String(nulls)]];
}
