import type { CaseInfo, ModelInfo } from '../../../shared/schemas/session';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useRouteParam } from '../../state/routeStore';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { DiffPanel } from './diffPanel';
import { ModelHeader } from './modelHeader';
import { modelPanels } from './modelPanels';
import classes from './models.module.css';
import { ModelTrouble } from './modelTrouble';

/** One model: what it is, what feeds it, what weighs in it, whether it gives what was served, what sets it apart. */
export function ModelPage({ info, model }: { info: CaseInfo; model: ModelInfo }) {
  const other = useRouteParam('with');
  const query = useEngineQuery('models.get', { session: info.session, model: model.name });
  const compared = other !== undefined && other !== model.name && info.models.some(({ name }) => name === other);
  return (
    <article className={classes.page} aria-label={`Model ${model.name}`}>
      <ModelHeader info={info} model={model} page={query.data} other={compared ? other : null} />
      <ModelTrouble info={info} model={model} />
      {compared && <DiffPanel info={info} a={model.name} b={other} />}
      <QueryBody query={query} skeleton={<SkeletonRows rows={12} columns={2} />}>
        {(page) => (
          <div className={classes.panels}>
            {modelPanels
              .filter(({ applies }) => applies(page))
              .map(({ id, Content }) => (
                <div key={id} className={classes.cell} data-panel={id}>
                  <Content page={page} />
                </div>
              ))}
          </div>
        )}
      </QueryBody>
    </article>
  );
}
