import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import { Panel } from '../../ui/panel/panel';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { Split, SplitEdge, SplitPart } from '../../ui/split/split';
import { FrontPanel } from './frontPanel';
import { GateLine } from './gateLine';
import { LiveResult } from './liveResult';
import { useWeights } from './useWeights';
import { WeightControls } from './weightControls';
import classes from './weights.module.css';
import type { Weights } from './weightsParam';

interface WeightsPanelProps {
  model: string;
  /** The weights that case.yaml gives, by objective. */
  ofCase: Weights;
}

/** One value model: its weights to move, what they change at once, and what they trade against each other. */
export function WeightsPanel({ model, ofCase }: WeightsPanelProps) {
  const { session } = useCaseInfo();
  const slice = useRouteParam('slice') ?? null;
  const preset = useRouteParam('preset') ?? null;
  const state = useWeights(ofCase);
  const params = { session, model, slice, preset };
  const blend = useEngineQuery('models.blend', { ...params, weights: state.used }, { keepPrevious: true });
  const front = useEngineQuery('models.pareto', params);
  return (
    <Split id="weights" orientation="horizontal">
      <SplitPart id="weights-live" size="40%" min="340px">
        <Panel title={`Weights of ${model}`} summary="moving one ranks every logged list again">
          <WeightControls state={state} ofCase={ofCase} form={blend.data?.form ?? 'sum'} />
          <GateLine model={model} />
          <div className={classes.live} data-old={blend.isPlaceholderData || undefined} aria-busy={blend.isFetching}>
            <QueryBody query={blend} skeleton={<SkeletonRows rows={6} columns={4} />}>
              {(result) => <LiveResult result={result} isOfCase={state.isOfCase} />}
            </QueryBody>
          </div>
        </Panel>
      </SplitPart>
      <SplitEdge label="Width of the weights" />
      <SplitPart id="weights-front" min="360px">
        <FrontPanel query={front} now={blend.data ?? null} isOfCase={state.isOfCase} onTake={state.take} />
      </SplitPart>
    </Split>
  );
}
