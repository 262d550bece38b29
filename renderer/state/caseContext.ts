import { createContext, useContext } from 'react';
import type { CaseInfo } from '../../shared/schemas/session';

export const CaseContext = createContext<CaseInfo | null>(null);

/** The open case; only inside the shell, where it is ready. */
export function useCaseInfo(): CaseInfo {
  const info = useContext(CaseContext);
  if (!info) throw new Error('useCaseInfo needs an open case.');
  return info;
}
