import type { ControlMessage } from './portHost';
import type { ToEngine, ToHost } from './relayMessages';

/** `process.parentPort` of Electron's utility process, which the engine sees without importing Electron. */
export interface ParentPort {
  on(event: 'message', listener: (event: ControlMessage) => void): unknown;
  postMessage(message: unknown): void;
}

/** How this process was started, and the only way out of it. */
export type HostChannel = { kind: 'desktop'; port: ParentPort } | { kind: 'relay'; send: RelaySend };

/** `sent` is called when the message has left this process or never will. */
export type RelaySend = (message: ToHost, sent?: () => void) => void;

/** The channel to this process's parent. Fails with a sentence when it was started by hand. */
export function hostChannel(engineProcess: NodeJS.Process): HostChannel {
  const { parentPort } = engineProcess as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort) return { kind: 'desktop', port: parentPort };
  if (!engineProcess.send) throw new Error('The engine is started by its host; run "rankscope serve".');
  // A page that is gone while its answer is on the way is no fault; the callback keeps it from becoming one.
  return { kind: 'relay', send: (message, sent) => engineProcess.send?.(message, undefined, {}, () => sent?.()) };
}

/** Calls the listener for each message of the browser host. */
export function onRelayMessage(engineProcess: NodeJS.Process, listener: (message: ToEngine) => void): void {
  engineProcess.on('message', (message) => listener(message as ToEngine));
}
