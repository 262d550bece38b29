/**
 * Whether a thread may be ended, shared with its starter. A native module in which a thread is ended (while it is being
 * loaded, or inside one of its functions) throws where nothing can catch it, and the whole process aborts.
 */
export type ThreadState = Int32Array<SharedArrayBuffer>;

/** Inside a native module, which is where every thread begins: its bundle loads them first. */
const held = 0;
const free = 1;
const ended = 2;

/** The state of this thread; null in the main thread, and in threads that nobody ends. */
let own: ThreadState | null = null;

export function newThreadState(): ThreadState {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Takes the right to end the thread; false while it is inside a native module. */
export function claimEnd(state: ThreadState): boolean {
  return Atomics.compareExchange(state, 0, free, ended) !== held;
}

/** Says that the thread is outside of native modules: for good when it is gone. */
export function setFree(state: ThreadState): void {
  Atomics.compareExchange(state, 0, held, free);
}

/** In a new thread, once its bundle is loaded; `undefined` for one that nobody ends. */
export function enterThread(state: ThreadState | undefined): void {
  own = state ?? null;
  if (own !== null) setFree(own);
}

/** Calls a native module in a thread that may be ended at any moment: not before the call is over. */
export function inNative<T>(call: () => T): T {
  if (own === null) return call();
  // Claimed: the end is on its way, and nothing must begin any more.
  if (Atomics.compareExchange(own, 0, free, held) === ended) Atomics.wait(own, 0, ended);
  try {
    return call();
  } finally {
    setFree(own);
  }
}
