import { exportAddress } from '../../shared/host/hostAddresses';
import { RankscopeError } from '../../shared/wire/errors';
import { downloadBlob } from '../ui/download';
import { desktopBridge } from './connectElectron';
import type { Engine } from './engine';
import { storedToken } from './token';

/** A file of `data.export`, waiting to be taken. */
interface Waiting {
  token: string;
  bytes: number;
}

// Without a host of ours, the page holds the file until the browser has saved it.
const mostBytes = 2_000_000_000;

/**
 * Gives the person an exported file under a name: by the system's dialog on the desktop, by a one-time address of the
 * browser host, else through the page. False when the dialog was dismissed.
 */
export async function saveExport(engine: Engine, { token, bytes }: Waiting, name: string): Promise<boolean> {
  const bridge = desktopBridge();
  if (bridge) return (await bridge.saveExport({ token, name })) !== null;
  if (storedToken(window) !== null) openLink(exportAddress(token, name), name);
  else downloadBlob(name, await readAll(engine, token, bytes));
  return true;
}

function openLink(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

async function readAll(engine: Engine, token: string, bytes: number): Promise<Blob> {
  if (bytes > mostBytes) {
    throw new RankscopeError({ code: 'too_large', message: 'The file is larger than 2 GB.', hint: 'Add a LIMIT.' });
  }
  const parts: BlobPart[] = [];
  for (let offset = 0; offset < bytes; ) {
    const part = await engine.call('data.download', { token, offset });
    if (part.bytes.length === 0) throw new RankscopeError({ code: 'closed', message: 'The download broke off.' });
    parts.push(part.bytes as Uint8Array<ArrayBuffer>);
    offset += part.bytes.length;
  }
  return new Blob(parts, { type: 'application/octet-stream' });
}
