import { createContext, useContext } from 'react';
import type { Engine } from './engine';

export const EngineContext = createContext<Engine | null>(null);

/** The engine of this window. */
export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('useEngine needs an EngineContext above it.');
  return engine;
}
