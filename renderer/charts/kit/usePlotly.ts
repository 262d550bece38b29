import { useEffect, useState } from 'react';
import { loadPlotly } from './loadPlotly';

export type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

/** The drawing library once it is here, what kept it from coming, and another try. */
export function usePlotly() {
  const [plotly, setPlotly] = useState<Plotly | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again.
  useEffect(() => {
    let gone = false;
    loadPlotly().then(
      (loaded) => !gone && setPlotly(() => loaded),
      (error: unknown) => !gone && setFault(error),
    );
    return () => {
      gone = true;
    };
  }, [attempt]);

  const retry = () => {
    setFault(null);
    setAttempt(attempt + 1);
  };
  return { plotly, fault, setFault, retry };
}
