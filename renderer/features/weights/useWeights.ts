import { useEffect, useMemo, useState } from 'react';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { formatWeights, parseWeights, sameWeights, type Weights } from './weightsParam';

/** So long a weight must rest before lists are ranked by it; each rest is one step to undo. */
const restMs = 200;

interface WeightsState {
  /** As the controls show them, while they move. */
  shown: Weights;
  /** What the lists are ranked by: the route's, else the case's. */
  used: Weights;
  isOfCase: boolean;
  /** Every weight is 0: nothing can be ranked by that. */
  isNothing: boolean;
  move: (name: string, weight: number) => void;
  /** Takes other weights at once; null goes back to the case's. */
  take: (weights: Weights | null) => void;
}

/** The weights of the present route, moved by controls. */
export function useWeights(ofCase: Weights): WeightsState {
  const param = useRouteParam('weights');
  const setParams = useRouteStore((state) => state.setParams);
  const used = useMemo(() => parseWeights(param, ofCase) ?? ofCase, [param, ofCase]);
  const [draft, setDraft] = useState<Weights | null>(null);
  const shown = draft ?? used;
  const isNothing = Object.values(shown).every((weight) => weight === 0);
  // What the route brings (undo, another address) takes the place of a draft.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the param is what is followed.
  useEffect(() => setDraft(null), [param]);
  useEffect(() => {
    if (draft === null || isNothing) return;
    const timer = setTimeout(() => {
      setParams({ weights: sameWeights(draft, ofCase) ? null : formatWeights(draft) });
      setDraft(null);
    }, restMs);
    return () => clearTimeout(timer);
  }, [draft, isNothing, ofCase, setParams]);
  return {
    shown,
    used,
    isOfCase: sameWeights(shown, ofCase),
    isNothing,
    move: (name, weight) => setDraft({ ...shown, [name]: weight }),
    take: (weights) => {
      setDraft(null);
      setParams({ weights: weights === null || sameWeights(weights, ofCase) ? null : formatWeights(weights) });
    },
  };
}
