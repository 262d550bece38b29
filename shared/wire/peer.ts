import { type CallOptions, type Calls, createCalls } from './calls';
import { type Clock, systemClock } from './clock';
import { decodeValue, encodeValue } from './codec';
import { createDeferred } from './deferred';
import { RankscopeError } from './errors';
import { type Frame, type HelloFrame, parseFrame, protocolNumber } from './frames';
import { protocolError } from './protocolError';
import { createServing, type HandlerTable, type Serving } from './serving';
import { throwLater } from './throwLater';
import type { IncomingMessage, OutgoingMessage, Transport } from './transport';

export interface PeerOptions {
  transport: Transport;
  /** This side's build, shown by the other side when the two do not fit. */
  build: string;
  /** Methods that the other side may call; default none. */
  handlers?: HandlerTable;
  onEvent?: (event: string, payload: unknown) => void;
  /** Name of the other side for this side's handlers; default `client`. */
  client?: string;
  clock?: Clock;
  /** Gets what an event or progress listener throws; by default it is thrown where the host sees it. */
  onFault?: (thrown: unknown) => void;
}

/** One side of a connection. Both sides may call and may be called. */
export interface Peer {
  /** Answers once: with the result, with the handler's error, `cancelled`, `closed`, `protocol` or `too_large`. */
  call(method: string, params: unknown, options?: CallOptions): Promise<unknown>;
  /** Sends an event that nobody answers; dropped when the connection is closed. @throws as `encodeValue`. */
  notify(event: string, payload: unknown): void;
  close(): void;
  /** The other side's build, once it said hello; rejects when it cannot be talked to. */
  ready: Promise<string>;
  /** Resolves when the connection is over, with the error that every pending call was rejected with. */
  closed: Promise<RankscopeError>;
  /** True from the moment on that pending calls are rejected: `closed` is heard a little later. */
  readonly isClosed: boolean;
}

export function createPeer(options: PeerOptions): Peer {
  const connection = new Connection(options);
  connection.open();
  return {
    call: connection.calls.call,
    notify: (event, payload) => connection.notify(event, payload),
    close: () => connection.end(closedError()),
    ready: connection.ready.promise,
    closed: connection.closed.promise,
    get isClosed() {
      return connection.isOver;
    },
  };
}

class Connection {
  readonly ready = createDeferred<string>();
  readonly closed = createDeferred<RankscopeError>();
  readonly calls: Calls;
  private readonly serving: Serving;
  private state: 'greeting' | 'talking' | 'mismatched' | 'over' = 'greeting';

  constructor(private readonly options: PeerOptions) {
    const { transport, handlers = {}, client = 'client', clock = systemClock } = options;
    const send = (message: OutgoingMessage) => transport.send(message);
    this.calls = createCalls(send);
    this.serving = createServing({ send, handlers, client, clock });
    // Not everybody waits for it, and calls tell the same reason.
    this.ready.promise.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.state === 'over';
  }

  open(): void {
    const { transport, build } = this.options;
    transport.send({ header: { t: 'hello', protocol: protocolNumber, build }, buffers: [] });
    transport.onMessage((message) => this.receive(message));
    transport.onClose((reason) => this.end(reason ?? closedError()));
  }

  notify(event: string, payload: unknown): void {
    const { json, buffers } = encodeValue(payload);
    const b = buffers.map((buffer) => buffer.byteLength);
    this.options.transport.send({ header: { t: 'event', m: event, p: json, b }, buffers });
  }

  end(reason: RankscopeError): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.calls.end(reason);
    this.ready.reject(reason);
    this.serving.cancelAll();
    this.options.transport.close();
    this.closed.resolve(reason);
  }

  private receive(message: IncomingMessage): void {
    // What a peer of another protocol says after its hello cannot be read.
    if (this.state === 'mismatched' || this.state === 'over') return;
    try {
      const frame = parseFrame(message.header, message.buffers);
      if (this.state === 'greeting') this.greet(frame);
      else this.dispatch(frame, message.buffers);
    } catch (thrown) {
      this.end(thrown instanceof RankscopeError ? thrown : protocolError('A message could not be read.'));
    }
  }

  private greet(frame: Frame): void {
    if (frame.t !== 'hello') throw protocolError('The other side did not say hello first.');
    if (frame.protocol === protocolNumber) {
      this.state = 'talking';
      this.ready.resolve(frame.build);
      return;
    }
    this.state = 'mismatched';
    const reason = mismatch(frame, this.options.build);
    this.calls.end(reason);
    this.ready.reject(reason);
  }

  private dispatch(frame: Frame, buffers: ArrayBuffer[]): void {
    const { calls, serving } = this;
    switch (frame.t) {
      case 'hello':
        throw protocolError('The other side said hello twice.');
      case 'req':
        serving.start(frame, decodeValue(frame.p, buffers));
        break;
      case 'cancel':
        serving.cancel(frame.id);
        break;
      case 'progress':
        this.guard(() => calls.progress(frame));
        break;
      case 'res':
        if (calls.has(frame.id)) calls.resolve(frame.id, decodeValue(frame.r, buffers));
        break;
      case 'err':
        calls.reject(frame);
        break;
      case 'event': {
        const payload = decodeValue(frame.p, buffers);
        this.guard(() => this.options.onEvent?.(frame.m, payload));
      }
    }
  }

  private guard(listener: () => void): void {
    const { onFault = throwLater } = this.options;
    try {
      listener();
    } catch (thrown) {
      onFault(thrown);
    }
  }
}

function closedError(): RankscopeError {
  return new RankscopeError({
    code: 'closed',
    message: 'The connection to the engine closed before there was an answer.',
    hint: 'Try again once it is connected.',
  });
}

function mismatch(hello: HelloFrame, build: string): RankscopeError {
  return new RankscopeError({
    code: 'protocol',
    message:
      `This side (build ${build}) speaks protocol ${protocolNumber}, ` +
      `the other (build ${hello.build.slice(0, 80)}) speaks protocol ${hello.protocol}.`,
    hint: 'Reload the window so that both sides are of one version.',
  });
}
