import { type DragEvent, useState } from 'react';
import { desktopBridge } from '../../client/connectElectron';
import { canUpload, uploadFiles } from '../../client/uploadFiles';
import { useProblemStore } from '../../state/problemStore';
import type { ChosenFile } from './wizardState';

export interface TakenFiles {
  /** Takes files of this machine: the desktop names them to the engine, a server gets a copy. */
  take: (files: readonly File[]) => void;
  /** What is being sent to the server, in words; null when nothing is. */
  sending: string | null;
  /** For the element on which files may be dropped; the window then does not open them as a case. */
  dropTarget: { onDragOver?: (event: DragEvent) => void; onDrop?: (event: DragEvent) => void };
}

/** Files that a person drops or chooses on their own machine, where the host has a way to take them. */
export function useTakenFiles(onFiles: (files: ChosenFile[]) => void): TakenFiles {
  const [sending, setSending] = useState<string | null>(null);
  const takeAll = async (files: readonly File[]) => {
    try {
      onFiles(await takeFiles(files, setSending));
    } catch (error) {
      useProblemStore.getState().report(error, 'Taking files');
    } finally {
      setSending(null);
    }
  };
  const take = (files: readonly File[]) => void takeAll(files);
  if (!desktopBridge() && !canUpload()) return { take, sending, dropTarget: {} };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.nativeEvent.stopPropagation();
    take([...event.dataTransfer.files]);
  };
  return { take, sending, dropTarget: { onDragOver: (event) => event.preventDefault(), onDrop } };
}

async function takeFiles(files: readonly File[], onSending: (text: string) => void): Promise<ChosenFile[]> {
  const bridge = desktopBridge();
  if (!bridge) {
    const sent = await uploadFiles(files, ({ name }, index) => {
      onSending(`Sending ${name} (${index + 1} of ${files.length})`);
    });
    return sent.map(({ token, name }) => ({ token, name, kind: 'file' }));
  }
  const picked = await Promise.all(files.map((file) => bridge.dropped(file)));
  return picked.flatMap((each) => (each ? [{ ...each, kind: 'file' as const }] : []));
}
