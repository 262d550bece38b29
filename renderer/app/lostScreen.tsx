import type { RankscopeError } from '../../shared/wire/errors';
import { useEngine } from '../client/engineContext';
import { ErrorState } from '../ui/panel/panelState';

/** There is no engine and it will not come by itself. */
export function LostScreen({ reason }: { reason: RankscopeError }) {
  const engine = useEngine();
  return (
    <>
      <h1 className="visually-hidden">Rankscope has no engine</h1>
      <ErrorState error={reason} retry={() => engine.retry()} />
    </>
  );
}
