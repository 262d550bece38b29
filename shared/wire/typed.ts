import type { CallOptions } from './calls';
import type { CallContext } from './serving';

/** The shape of a contract: `{ 'slice.count': { params: …; result: … } }`. */
export type MethodsOf<C> = { [M in keyof C]: { params: unknown; result: unknown } };

/** A contract seen by its caller. `C` are the methods, `E` is `{ [event]: payload }`. */
export interface Client<C extends MethodsOf<C>, E = Record<string, unknown>> {
  call<M extends keyof C & string>(method: M, params: C[M]['params'], options?: CallOptions): Promise<C[M]['result']>;
  /** Returns the function that ends the listening. */
  on<N extends keyof E & string>(event: N, listener: (payload: E[N]) => void): () => void;
}

/** A contract seen by its implementation: every method, no others. */
export type Handlers<C extends MethodsOf<C>> = {
  [M in keyof C]: (params: C[M]['params'], context: CallContext) => Promise<C[M]['result']>;
};
