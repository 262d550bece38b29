import { desktopBridge } from './connectElectron';
import type { Engine } from './engine';
import { openCase } from './openCase';

/** Opens what comes from outside the window: files dropped on it, a second start of the app. Returns how to stop. */
export function followDesktop(engine: Engine): () => void {
  const bridge = desktopBridge();
  if (!bridge) return () => undefined;
  const allow = (event: DragEvent) => event.preventDefault();
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    const picked = file && (await bridge.dropped(file));
    if (picked) await openCase(engine, { token: picked.token });
  };
  const onDrop = (event: DragEvent) => void drop(event);
  const stop = bridge.onOpen(({ token }) => void openCase(engine, { token }));
  window.addEventListener('dragover', allow);
  window.addEventListener('drop', onDrop);
  return () => {
    stop();
    window.removeEventListener('dragover', allow);
    window.removeEventListener('drop', onDrop);
  };
}
