import type { CallContext } from '../../shared/wire/serving';

/** A handler that runs until it is stopped, and the contexts of its calls. */
export function createEndless() {
  const contexts: CallContext[] = [];
  const handler = (_: unknown, context: CallContext) => {
    contexts.push(context);
    return new Promise<never>((_resolve, reject) => {
      context.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
    });
  };
  return { contexts, handler };
}
