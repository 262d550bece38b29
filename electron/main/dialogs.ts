import path from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { PickRequest } from '../../shared/host/desktopBridge';
import type { Preferences } from './preferences';

const openings: Record<'folder' | 'file', OpenDialogOptions> = {
  folder: { title: 'Open a case folder', properties: ['openDirectory'] },
  file: {
    title: 'Open a case or a session',
    properties: ['openFile'],
    filters: [
      { name: 'Cases and sessions', extensions: ['yaml', 'yml', 'rankscope'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
};

/** Narrows what the page sent; null when it is no request of ours. */
export function pickRequestOf(value: unknown): PickRequest | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  if (kind === 'folder' || kind === 'file') return { kind };
  return kind === 'save' && typeof name === 'string' ? { kind, name: path.basename(name) } : null;
}

/** Narrows what the page sent to be saved; null when it is no request of ours. */
export function exportRequestOf(value: unknown): { token: string; name: string } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { token, name } = value as { token?: unknown; name?: unknown };
  return typeof token === 'string' && typeof name === 'string' ? { token, name: path.basename(name) } : null;
}

/** Asks a person for a path and remembers its folder; null when the dialog was dismissed. */
export async function pickPath(
  window: BrowserWindow,
  request: PickRequest,
  preferences: Preferences,
): Promise<string | null> {
  const start = preferences.lastFolder ?? undefined;
  const picked =
    request.kind === 'save'
      ? await pickTarget(window, request.name, start)
      : await pickSource(window, request.kind, start);
  if (picked !== null) preferences.lastFolder = path.dirname(picked);
  return picked;
}

async function pickSource(window: BrowserWindow, kind: 'folder' | 'file', start?: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...openings[kind], defaultPath: start });
  return canceled ? null : (filePaths[0] ?? null);
}

async function pickTarget(window: BrowserWindow, name: string, start?: string): Promise<string | null> {
  const defaultPath = start ? path.join(start, name) : name;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Save', defaultPath });
  return canceled || !filePath ? null : filePath;
}
