/** Throws where the host reports uncaught errors, so that a listener's fault is seen and stops nobody else. */
export function throwLater(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown;
  });
}
