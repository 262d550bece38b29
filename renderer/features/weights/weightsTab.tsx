import { Select } from '@mantine/core';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { EmptyState } from '../../ui/panel/panelState';
import { valueModels } from './valueModels';
import classes from './weights.module.css';
import { WeightsPanel } from './weightsPanel';

/** The value models of the case, one at a time, with the weights that they could have. */
export function WeightsTab() {
  const info = useCaseInfo();
  const wanted = useRouteParam('model');
  const setParams = useRouteStore((state) => state.setParams);
  const models = valueModels(info.models);
  const model = models.find(({ name }) => name === wanted) ?? models[0];
  if (!model) {
    return (
      <EmptyState title="No model of this case has weights.">
        Name several outputs of a model under objectives in case.yaml, or several models under blend.
      </EmptyState>
    );
  }
  if (model.state !== 'ready') {
    return <EmptyState title={`${model.name} has no scores to weigh.`}>{model.reason ?? 'Score it first.'}</EmptyState>;
  }
  return (
    <div className={classes.tab}>
      {models.length > 1 && (
        <Select
          aria-label="Model"
          data={models.map(({ name }) => name)}
          value={model.name}
          allowDeselect={false}
          onChange={(name) => name && setParams({ model: name, weights: null })}
          className={classes.model}
        />
      )}
      <WeightsPanel key={model.name} model={model.name} ofCase={model.blend.weights} />
    </div>
  );
}
