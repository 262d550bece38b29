import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../../client/engineContext';
import { leaveCase, reopenCase } from '../../client/openCase';
import { useProblemStore } from '../../state/problemStore';
import { ErrorState } from '../../ui/panel/panelState';
import classes from './open.module.css';

/** The case could not be built or read. */
export function FailedScreen({ title, error, retry }: { title: string; error: unknown; retry?: () => void }) {
  const engine = useEngine();
  const queries = useQueryClient();
  const again = () =>
    void reopenCase(engine)
      .then(() => queries.invalidateQueries({ queryKey: ['case.info'] }))
      .catch((thrown) => useProblemStore.getState().report(thrown, 'Opening the case'));
  return (
    <section className={classes.build}>
      <h1 className={classes.title}>{`${title} could not be opened`}</h1>
      <ErrorState error={error ?? new Error('The build failed without a reason.')} retry={retry ?? again}>
        <Button variant="subtle" onClick={leaveCase}>
          Back to the cases
        </Button>
      </ErrorState>
    </section>
  );
}
