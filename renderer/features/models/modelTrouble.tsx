import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CaseInfo, ModelInfo } from '../../../shared/schemas/session';
import { useEngine } from '../../client/engineContext';
import { useProblemStore } from '../../state/problemStore';
import classes from './models.module.css';

const advice = {
  failed: 'Mend what it names, then score it again; the other models are not touched.',
  unscored: 'Score it to compare it.',
  unsupported: 'It is left out of every comparison. Its scores can be given as a file of their own.',
};

/** Why a model has no scores, and what to do about it; nothing for one that has them. */
export function ModelTrouble({ info, model }: { info: CaseInfo; model: ModelInfo }) {
  const engine = useEngine();
  const { state, name, reason } = model;
  if (state === 'ready') return null;
  const score = () =>
    engine
      .call('models.score', { session: info.session, model: name })
      .catch((error) => useProblemStore.getState().report(error, `Scoring ${name}`));
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangle size={16} className="bad" aria-hidden />
      <div>
        <p>{reason ?? 'It was not scored yet.'}</p>
        <p className="soft">{advice[state]}</p>
      </div>
      {state !== 'unsupported' && (
        <Button variant="default" onClick={() => void score()}>
          Score again
        </Button>
      )}
    </div>
  );
}
