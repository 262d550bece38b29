import { useCaseInfo } from '../../state/caseContext';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonChart } from '../../ui/panel/skeletonChart';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { Split, SplitEdge, SplitPart } from '../../ui/split/split';
import { Answer } from './answer';
import classes from './compare.module.css';
import { ContestBar } from './contestBar';
import { ContestControls } from './contestControls';
import { DistributionPanel } from './distributionPanel';
import { MatrixPanel } from './matrixPanel';
import { RequestsPanel } from './requestsPanel';
import { type Comparison, useComparison } from './useComparison';

/** Which contestant is better, and whether that is safe to say. */
export function CompareView() {
  const info = useCaseInfo();
  const { query, comparison } = useComparison();
  if (!info.models.some(({ state }) => state === 'ready')) {
    return (
      <EmptyState title="No model has scores to compare.">
        Name a model or score file under models in case.yaml; the Data view says why a model cannot be used.
      </EmptyState>
    );
  }
  return (
    <div className={classes.view}>
      <ContestControls comparison={comparison} />
      <QueryBody query={query} skeleton={<CompareSkeleton />}>
        {() => comparison && <Filled comparison={comparison} />}
      </QueryBody>
    </div>
  );
}

function Filled({ comparison }: { comparison: Comparison }) {
  const { result, metric, model } = comparison;
  return (
    <>
      <ContestBar comparison={comparison} />
      <div className={classes.answer} aria-live="polite">
        <Answer comparison={comparison} />
        {result.warnings.length > 0 && (
          <ul className={classes.warnings} aria-label="Warnings">
            {result.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.panels}>
        <Split id="compare" orientation="vertical">
          <SplitPart id="matrix" size="42%" min="120px">
            <MatrixPanel comparison={comparison} />
          </SplitPart>
          <SplitEdge label="Height of the metrics" />
          <SplitPart id="evidence" min="160px">
            {metric && model ? (
              <Split id="compare-evidence" orientation="horizontal">
                <SplitPart id="distribution" size="38%" min="240px">
                  <DistributionPanel metric={metric} baseline={comparison.contestants[0]!} model={model} />
                </SplitPart>
                <SplitEdge label="Width of the distribution" />
                <SplitPart id="requests" min="280px">
                  <RequestsPanel metric={metric} baseline={comparison.contestants[0]!} model={model} />
                </SplitPart>
              </Split>
            ) : (
              <EmptyState title={metric ? 'Differences need a second contestant.' : 'No metric to look into.'}>
                {metric && 'Add a model, @random or @ideal to the contest at the top.'}
              </EmptyState>
            )}
          </SplitPart>
        </Split>
      </div>
    </>
  );
}

/** The contest and its answer, the metrics, then the distribution beside the requests. */
function CompareSkeleton() {
  return (
    <>
      <SkeletonRows rows={2} columns={4} />
      <SkeletonRows rows={8} columns={6} />
      <div className={classes.evidence}>
        <SkeletonChart shape="hill" />
        <SkeletonRows rows={8} columns={5} />
      </div>
    </>
  );
}
