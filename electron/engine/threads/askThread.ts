import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import { startRole } from './roleThread';

/** What one message of a thread means: its result, or why there is none; null: there is more to come. */
export type Heard<R> = { result: R } | { failure: Error } | null;

export interface AskOptions<M, R> {
  /** What the thread is called in messages, such as "statistics". */
  name: string;
  transfer?: ArrayBuffer[];
  signal?: AbortSignal;
  hear(message: M): Heard<R>;
}

/** Gives one piece of work to a new thread of `bundle` and waits for its answer. Cancelling rejects at once and ends the thread. */
export function askThread<M, R>(
  bundle: string,
  data: { role: string } & Readonly<Record<string, unknown>>,
  { name, transfer, signal, hear }: AskOptions<M, R>,
): Promise<R> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelledError());
    const { worker, end } = startRole(bundle, data, transfer);
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.off('message', answer).off('error', fail).off('exit', exit);
      // A thread that is ended while it works may still throw; nobody waits for it.
      worker.on('error', () => undefined);
      void end();
      finish();
    };
    const lose = (reason: string) =>
      settle(() => reject(new RankscopeError({ code: 'internal', message: `The ${name} thread ended: ${reason}.` })));
    const answer = (message: M) => {
      const heard = hear(message);
      if (heard === null) return;
      settle(() => ('result' in heard ? resolve(heard.result) : reject(heard.failure)));
    };
    const fail = (error: unknown) => lose(error instanceof Error ? error.message : String(error));
    const exit = (code: number) => lose(`exit code ${code}`);
    const cancel = () => settle(() => reject(cancelledError()));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', answer).once('error', fail).once('exit', exit);
  });
}
