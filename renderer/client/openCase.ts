import { toWireError } from '../../shared/wire/errors';
import { type CaseTarget, useCaseStore } from '../state/caseStore';
import type { Engine } from './engine';

// Survives a reload of this tab and no more: the case to come back to, or '' after the person closed it.
const key = 'rankscope.case';

/** Opens a case in this window; a failure is left in the case store for the open screen to show. */
export async function openCase(engine: Engine, target: CaseTarget): Promise<void> {
  const store = useCaseStore.getState();
  store.opening(target);
  try {
    const { session, job } = await engine.call('case.open', target);
    store.opened(session, job);
  } catch (error) {
    store.refused(toWireError(error));
  }
}

/** Opens what this tab had open, else what the host was started with. */
export async function openFirstCase(engine: Engine): Promise<void> {
  const before = sessionStorage.getItem(key);
  const path = before ?? (await engine.call('app.info', {})).startCase;
  if (path) await openCase(engine, { path });
}

export function rememberCase(folder: string): void {
  sessionStorage.setItem(key, folder);
}

/** Leaves the case in this window. Its session is closed when no other window has it open. */
export function leaveCase(): void {
  sessionStorage.setItem(key, '');
  useCaseStore.getState().leave();
}

/** Asks for the open case again after the connection was lost: the same session, or a new one of a new engine. */
export async function reopenCase(engine: Engine): Promise<void> {
  const path = sessionStorage.getItem(key);
  if (useCaseStore.getState().phase.kind !== 'open' || !path) return;
  const { session, job } = await engine.call('case.open', { path });
  useCaseStore.getState().opened(session, job);
}
