import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { EngineControl, EngineReport } from '../../../shared/host/engineControl';
import { buildId } from '../../../shared/version';
import { createMessagePortTransport } from '../../../shared/wire/messagePortTransport';
import { createPeer, type Peer } from '../../../shared/wire/peer';
import { MessagePortMainLike } from '../../contract/wireHarness';

interface Opened {
  session: string;
  rows: number;
  requests: number;
  metrics: unknown[];
}

type Listener = (event: string, payload: unknown) => void;
type Tell = (data: EngineControl, ports?: unknown[]) => void;

/**
 * Starts a built engine as Electron's utility process does: `process.parentPort` is an emitter of `{data, ports}`, and
 * the entry file and its argument stand in `process.argv`. Asks the engine over a port of Electron's shape (what it is,
 * the case, its metrics, an export), prints the answers as JSON and lets it shut down. Arguments: the engine's file, its settings, a case to open or nothing.
 */
async function main([engineFile = '', settings = '', caseFolder]: string[]): Promise<void> {
  const reports: EngineReport[] = [];
  let becomeSaved: () => void = () => undefined;
  const saved = new Promise<void>((resolve) => {
    becomeSaved = resolve;
  });
  const postMessage = (report: EngineReport) => {
    reports.push(report);
    if (report.type === 'saved') becomeSaved();
  };
  const parentPort = Object.assign(new EventEmitter(), { postMessage });
  Object.assign(process, { parentPort });
  process.argv = [process.execPath, engineFile, settings];
  createRequire(engineFile)(engineFile);
  const tell: Tell = (data, ports = []) => void parentPort.emit('message', { data, ports });
  const { port1, port2 } = new MessageChannel();
  const listeners = new Set<Listener>();
  const peer = createPeer({
    transport: createMessagePortTransport(port1),
    build: buildId,
    onEvent: (event, payload) => {
      for (const listener of listeners) listener(event, payload);
    },
  });
  tell({ type: 'client' }, [new MessagePortMainLike(port2)]);
  const info = await peer.call('app.info', {});
  const opened = caseFolder ? await openCase(peer, listeners, tell, caseFolder) : null;
  if (opened && caseFolder) {
    await saveExport(peer, tell, opened.session, path.join(caseFolder, 'saved.csv'));
    await saved;
  }
  process.stdout.write(`${JSON.stringify({ info, opened, reports })}\n`);
  tell({ type: 'shutdown' });
}

async function openCase(peer: Peer, listeners: Set<Listener>, tell: Tell, caseFolder: string): Promise<Opened> {
  const built = new Promise<void>((resolve, reject) => {
    listeners.add((event, payload) => {
      const { reason } = payload as { reason?: string };
      if (event === 'session.changed' && reason === 'built') resolve();
      if (event === 'session.changed' && reason === 'failed') reject(new Error('the session could not be built'));
    });
  });
  tell({ type: 'grant', token: 'granted', path: caseFolder });
  const { session, state } = (await peer.call('case.open', { token: 'granted' })) as Record<string, string>;
  if (state === 'building') await built;
  const { rows, requests } = (await peer.call('case.info', { session })) as Pick<Opened, 'rows' | 'requests'>;
  const { metrics } = (await peer.call('compare.summary', { session, inference: false })) as Pick<Opened, 'metrics'>;
  return { session: `${session}`, rows, requests, metrics };
}

async function saveExport(peer: Peer, tell: Tell, session: string, target: string): Promise<void> {
  const source = { table: 'requests' };
  const { token } = (await peer.call('data.export', { session, source, format: 'csv' })) as { token: string };
  tell({ type: 'save', id: 1, token, target });
}

void main(process.argv.slice(2));
