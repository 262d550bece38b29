import type { z } from 'zod';
import type { MethodName, methods } from '../../../shared/contract';
import type { CallContext } from '../callContext';

/** One handler per contract method, with decoded params. The type forces every method to be there. */
export type HandlerTable = {
  [M in MethodName]: (
    params: z.output<(typeof methods)[M]['params']>,
    context: CallContext,
  ) => Promise<z.output<(typeof methods)[M]['result']>>;
};

/** The handlers of one capability: a part of the table. */
export type HandlersOf<M extends MethodName> = Pick<HandlerTable, M>;
