/** Listeners by event name. A listener that throws does not keep the others from hearing. */
export interface EventHub {
  on(event: string, listener: (payload: unknown) => void): () => void;
  emit(event: string, payload: unknown): void;
}

export function createEventHub(): EventHub {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  return {
    on(event, listener) {
      // A function of its own, so that one listener added twice is called twice and removed once.
      const own = (payload: unknown) => listener(payload);
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(own));
      return () => set.delete(own);
    },
    emit(event, payload) {
      const faults: unknown[] = [];
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          listener(payload);
        } catch (thrown) {
          faults.push(thrown);
        }
      }
      if (faults.length > 0) throw faults.length === 1 ? faults[0] : new AggregateError(faults);
    },
  };
}
