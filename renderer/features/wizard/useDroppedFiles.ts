import type { DragEvent } from 'react';
import { desktopBridge } from '../../client/connectElectron';
import { useProblemStore } from '../../state/problemStore';
import type { ChosenFile } from './wizardState';

/** Takes files that are dropped here, where the host can name them; the window then does not open them as a case. */
export function useDroppedFiles(onFiles: (files: ChosenFile[]) => void) {
  const bridge = desktopBridge();
  if (!bridge) return {};
  const take = async (files: File[]) => {
    try {
      const picked = await Promise.all(files.map((file) => bridge.dropped(file)));
      onFiles(picked.flatMap((each) => (each ? [{ ...each, kind: 'file' as const }] : [])));
    } catch (error) {
      useProblemStore.getState().report(error, 'Taking dropped files');
    }
  };
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.nativeEvent.stopPropagation();
      void take([...event.dataTransfer.files]);
    },
  };
}
