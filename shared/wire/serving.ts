import type { Clock } from './clock';
import { encodeValue } from './codec';
import { cancelledError, RankscopeError, toWireError, type WireError } from './errors';
import type { RequestFrame } from './frames';
import { createProgressThrottle } from './progressThrottle';
import { protocolError } from './protocolError';
import type { OutgoingMessage } from './transport';

/** What a handler knows of the call besides its params. */
export interface CallContext {
  /** Aborted when the caller cancels or its connection closes. */
  signal: AbortSignal;
  /** Reports how far the work is; `total` null where it is not known. May be called as often as is handy. */
  progress(done: number, total: number | null, text: string): void;
  /** The name that the host gave to this connection. */
  client: string;
  /** Unique within the connection. */
  requestId: number;
}

/** `params` are whatever the other side sent: a handler narrows them before it uses them. */
export type Handler = (params: unknown, context: CallContext) => Promise<unknown>;
/** An allowlist: only its own properties are methods. */
export type HandlerTable = Readonly<Record<string, Handler>>;

export interface ServingOptions {
  send(message: OutgoingMessage): void;
  handlers: HandlerTable;
  client: string;
  clock: Clock;
}

/** The requests of the other side: each gets exactly one answer, as long as the connection is there. */
export interface Serving {
  start(frame: RequestFrame, params: unknown): void;
  cancel(id: number): void;
  cancelAll(): void;
}

export function createServing(options: ServingOptions): Serving {
  const running = new Map<number, AbortController>();

  async function run(frame: RequestFrame, params: unknown, controller: AbortController): Promise<void> {
    const { id } = frame;
    const { signal } = controller;
    const throttle = createProgressThrottle(options.clock, (progress) =>
      options.send({ header: { t: 'progress', id, ...progress }, buffers: [] }),
    );
    const progress = (done: number, total: number | null, text: string) =>
      throttle.report({ done: finiteOr(done, 0), total: finiteOr(total, null), text: `${text}` });
    try {
      const handler = findHandler(options.handlers, frame.m);
      const result = await handler(params, { signal, progress, client: options.client, requestId: id });
      throttle.stop();
      if (signal.aborted) throw cancelledError();
      sendResult(options.send, id, result);
    } catch (thrown) {
      throttle.stop();
      sendError(options.send, id, signal.aborted ? cancelledError() : thrown);
    } finally {
      running.delete(id);
    }
  }

  return {
    start(frame, params) {
      if (running.has(frame.id)) throw protocolError(`Two requests at once have the id ${frame.id}.`);
      const controller = new AbortController();
      running.set(frame.id, controller);
      void run(frame, params, controller);
    },
    cancel: (id) => running.get(id)?.abort(cancelledError()),
    cancelAll() {
      for (const controller of running.values()) controller.abort(cancelledError());
    },
  };
}

function findHandler(handlers: HandlerTable, method: string): Handler {
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (typeof handler === 'function') return handler;
  throw new RankscopeError({ code: 'usage', message: `There is no method "${method.slice(0, 80)}".` });
}

function sendResult(send: ServingOptions['send'], id: number, result: unknown): void {
  const { json, buffers } = encodeValue(result);
  send({ header: { t: 'res', id, r: json, b: buffers.map((buffer) => buffer.byteLength) }, buffers });
}

function sendError(send: ServingOptions['send'], id: number, thrown: unknown): void {
  try {
    send({ header: { t: 'err', id, e: toWireError(thrown) }, buffers: [] });
  } catch {
    // The error itself is too large or has no readable message, and the caller still waits for an answer.
    const e: WireError = { code: 'internal', message: 'The work failed with an error that cannot be sent.' };
    send({ header: { t: 'err', id, e }, buffers: [] });
  }
}

/** JSON has no NaN, and a frame without a number would end the connection. */
function finiteOr<T extends number | null>(value: number | null, otherwise: T): number | T {
  return Number.isFinite(value) ? (value as number) : otherwise;
}
