import type { CallOptions } from './calls';
import type { CallContext, Handler, HandlerTable } from './serving';

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

/** Narrows what came over the wire, or throws a RankscopeError that names the path. */
export type ParamsParsers<C extends MethodsOf<C>> = { [M in keyof C]: (params: unknown) => C[M]['params'] };

/** Puts each method's parser before its handler, for `createPeer`. */
export function bindHandlers<C extends MethodsOf<C>>(handlers: Handlers<C>, parsers: ParamsParsers<C>): HandlerTable {
  const table: Record<string, Handler> = Object.create(null);
  for (const method of Object.keys(handlers) as (keyof C & string)[]) {
    const handler = handlers[method];
    const parse = parsers[method];
    table[method] = async (params, context) => handler(parse(params), context);
  }
  return table;
}
