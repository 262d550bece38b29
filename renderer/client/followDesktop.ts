import type { DesktopBridge, PageCommand } from '../../shared/host/desktopBridge';
import { RankscopeError } from '../../shared/wire/errors';
import { useProblemStore } from '../state/problemStore';
import { desktopBridge } from './connectElectron';
import type { Engine } from './engine';
import { openCase } from './openCase';

/**
 * Follows what comes from outside the page: cases dropped on the window, a second start of the app, commands of its
 * menu. Returns how to stop.
 */
export function followDesktop(engine: Engine, run: (command: PageCommand) => void): () => void {
  const bridge = desktopBridge();
  if (!bridge) return () => undefined;
  const allow = (event: DragEvent) => event.preventDefault();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    openDropped(engine, bridge, [...(event.dataTransfer?.files ?? [])]).catch((error) => {
      useProblemStore.getState().report(error, 'Opening what was dropped');
    });
  };
  const stops = [bridge.onOpen(({ token }) => void openCase(engine, { token })), bridge.onCommand(run)];
  window.addEventListener('dragover', allow);
  window.addEventListener('drop', drop);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('dragover', allow);
    window.removeEventListener('drop', drop);
  };
}

async function openDropped(engine: Engine, bridge: DesktopBridge, files: readonly File[]): Promise<void> {
  const file = files.length === 1 ? files[0] : files.find(({ name }) => /^case\.ya?ml$|\.rankscope$/i.test(name));
  if (!file && files.length > 0) {
    throw new RankscopeError({
      code: 'usage',
      message: `None of the ${files.length} files that were dropped is a case.`,
      hint: 'Drop one case folder, case.yaml or .rankscope file; data files go into New case from files.',
    });
  }
  const picked = file && (await bridge.dropped(file));
  if (picked) await openCase(engine, { token: picked.token });
}
