import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import { EmptyState } from '../../ui/panel/panelState';
import { ModelList } from './modelList';
import { ModelPage } from './modelPage';
import classes from './models.module.css';

/** The models of the case at the left, the page of one of them beside. */
export function ModelsTab() {
  const info = useCaseInfo();
  const wanted = useRouteParam('model');
  const [first] = info.models;
  if (!first) {
    return (
      <EmptyState title="The case has no models.">
        Name files under models: of case.yaml, then open the case again.
      </EmptyState>
    );
  }
  const model = wanted === undefined ? first : info.models.find(({ name }) => name === wanted);
  return (
    <div className={classes.split}>
      <ModelList info={info} chosen={model?.name ?? null} />
      <div className={classes.scroll}>
        {model ? (
          <ModelPage key={model.name} info={info} model={model} />
        ) : (
          <EmptyState title={`There is no model "${wanted}" in this case.`}>Choose one at the left.</EmptyState>
        )}
      </div>
    </div>
  );
}
