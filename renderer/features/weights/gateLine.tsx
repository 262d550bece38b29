import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import classes from './weights.module.css';

const tones = { true: 'soft', false: 'warn', null: 'soft' };

/** Whether the model's weights can be read as the worth of one event: predictions against outcomes (definitions H1). */
export function GateLine({ model }: { model: string }) {
  const { session, models } = useCaseInfo();
  const slice = useRouteParam('slice') ?? null;
  // Scores of other models are no probabilities of an event: a blend of those has no gate.
  const hasObjectives = models.some(({ name, objectives }) => name === model && objectives !== undefined);
  const { data, error } = useEngineQuery('models.objectives', hasObjectives ? { session, model, slice } : null);
  if (error) return <p className={`${classes.gate} soft`}>{`Calibration is not known: ${error.message}`}</p>;
  if (!data) return null;
  const { interpretable, sentence } = data.gate;
  return <p className={`${classes.gate} ${tones[`${interpretable}`]}`}>{sentence}</p>;
}
