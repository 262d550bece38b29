import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import { Panel } from '../../ui/panel/panel';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { Split, SplitEdge, SplitPart } from '../../ui/split/split';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { blendNumbers } from './blendNumbers';
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
  const wish = { ...params, weights: state.used };
  const means = useEngineQuery('models.blend', { ...wish, inference: false }, { keepPrevious: true });
  const isFresh = means.data !== undefined && !means.isPlaceholderData;
  const full = useEngineQuery('models.blend', isFresh ? wish : null);
  const blend = (isFresh ? full.data : undefined) ?? means.data;
  const front = useEngineQuery('models.pareto', params);
  const values = blend?.values;
  const actions = usePageTableActions({
    table: values ? () => blendNumbers(values) : null,
    name: `${model}-weights`,
    what: 'the objectives',
  });
  return (
    <Split id="weights" orientation="horizontal">
      <SplitPart id="weights-live" size="40%" min="340px">
        <Panel title={`Weights of ${model}`} summary="moving one ranks every logged list again" actions={actions}>
          <WeightControls state={state} ofCase={ofCase} form={blend?.form ?? 'sum'} />
          <GateLine model={model} />
          <div className={classes.live} data-old={means.isPlaceholderData || undefined} aria-busy={means.isFetching}>
            <QueryBody query={means} skeleton={<SkeletonRows rows={6} columns={4} />}>
              {(result) => <LiveResult result={blend ?? result} pending={full.isFetching} isOfCase={state.isOfCase} />}
            </QueryBody>
          </div>
        </Panel>
      </SplitPart>
      <SplitEdge label="Width of the weights" />
      <SplitPart id="weights-front" min="360px">
        <FrontPanel query={front} now={blend ?? null} isOfCase={state.isOfCase} onTake={state.take} />
      </SplitPart>
    </Split>
  );
}
