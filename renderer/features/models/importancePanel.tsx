import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import type { ModelImportance, ModelPage } from '../../../shared/models/modelSchemas';
import { Chart } from '../../charts/kit/chart';
import type { ChartSpec } from '../../charts/kit/chartSpec';
import { useChartPanel } from '../../charts/kit/useChartPanel';
import { modelStyle } from '../../charts/modelStyle';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { fileName } from '../../ui/download';
import { Panel } from '../../ui/panel/panel';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import {
  firstMeasure,
  importanceChart,
  importanceSummary,
  type Measure,
  measureReason,
  measures,
  measureTitles,
  mostBars,
} from './importanceChart';
import classes from './models.module.css';

/** Which features weigh most: by SHAP on a sample of the log, by gain or by number of splits. */
export function ImportancePanel({ page: { name } }: { page: ModelPage }) {
  const info = useCaseInfo();
  const query = useEngineQuery('models.importance', { session: info.session, model: name });
  const wished = useRouteParam('measure');
  const { data } = query;
  const measure = measures.find((each) => each === wished) ?? (data ? firstMeasure(data) : 'shap');
  const { color } = modelStyle(info.models, name);
  const reason = data ? measureReason(data, measure) : null;
  const spec = useMemo(
    () => (data && measureReason(data, measure) === null ? importanceChart(data, measure, color) : null),
    [data, measure, color],
  );
  const { actions, chart } = useChartPanel(spec, fileName(name, 'importance', measure));
  return (
    <Panel
      title="Feature importance"
      controls={data && data.features.length > 0 && <MeasureChoice measure={measure} />}
      actions={actions}
      flush
    >
      <QueryBody query={query} skeleton={<SkeletonChart />}>
        {(importance) =>
          spec ? (
            <Filled importance={importance} measure={measure} spec={spec} chart={chart} />
          ) : (
            <EmptyState title={reason ?? 'There is nothing to draw.'} />
          )
        }
      </QueryBody>
    </Panel>
  );
}

function MeasureChoice({ measure }: { measure: Measure }) {
  const setParams = useRouteStore((state) => state.setParams);
  return (
    <SegmentedControl
      aria-label="Measure of importance"
      size="xs"
      data={measures.map((value) => ({ value, label: measureTitles[value] }))}
      value={measure}
      onChange={(value) => setParams({ measure: value })}
    />
  );
}

interface FilledProps {
  importance: ModelImportance;
  measure: Measure;
  spec: ChartSpec;
  chart: ReturnType<typeof useChartPanel>['chart'];
}

function Filled({ importance, measure, spec, chart }: FilledProps) {
  const { features, warnings } = importance;
  const rest = features.length - mostBars;
  const notes = [
    importanceSummary(importance, measure),
    ...(rest > 0 && !chart.asTable ? [`${formatCount(rest)} more features are in the table behind the chart.`] : []),
    ...(measure === 'shap' ? warnings : []),
  ];
  return (
    <>
      <div className={classes.chart} style={chartHeight(Math.min(mostBars, features.length))}>
        <Chart spec={spec} {...chart} />
      </div>
      {notes.map((note) => (
        <p key={note} className={classes.footnote}>
          {note}
        </p>
      ))}
    </>
  );
}

/** Room for the bars, but no more than keeps them slim. */
function chartHeight(bars: number) {
  return { minHeight: `${80 + 20 * bars}px`, maxHeight: `${80 + 32 * bars}px` };
}
