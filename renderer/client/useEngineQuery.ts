import { hashKey, keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Contract, MethodName } from '../../shared/contract';
import type { Progress } from '../../shared/wire/progressThrottle';
import type { Engine } from './engine';
import { useEngine } from './engineContext';
import { setProgress, useProgressStore } from './progressStore';

export type EngineQuery<T> = UseQueryResult<T, Error> & {
  /** How far the call is; undefined until the engine says so. */
  progress: Progress | undefined;
  /** The call by its method and params. */
  id: string;
  /** Stops the call; `refetch` asks again. */
  cancel: () => void;
};

interface Options {
  /** Shows the former answer while a new one is fetched for other params. */
  keepPrevious?: boolean;
}

/** One call of the engine, cached by its params. Params null: nothing is asked yet. Leaving the page cancels it. */
export function useEngineQuery<M extends MethodName>(
  method: M,
  params: Contract[M]['params'] | null,
  options: Options = {},
): EngineQuery<Contract[M]['result']> {
  const engine = useEngine();
  const client = useQueryClient();
  const query = useQuery({
    ...engineQuery(engine, method, params),
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
  });
  const id = hashKey([method, params]);
  const progress = useProgressStore((state) => state[id]);
  const cancel = () => void client.cancelQueries({ queryKey: [method, params], exact: true });
  return { ...query, id, progress, cancel } as EngineQuery<Contract[M]['result']>;
}

/** The same as options, for `useQueries` and `fetchQuery`. */
export function engineQuery<M extends MethodName>(engine: Engine, method: M, params: Contract[M]['params'] | null) {
  const queryKey = [method, params] as const;
  return {
    queryKey,
    enabled: params !== null,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Contract[M]['result']> => {
      const hash = hashKey(queryKey);
      try {
        return await engine.call(method, params as Contract[M]['params'], {
          signal,
          onProgress: (progress) => setProgress(hash, progress),
        });
      } finally {
        setProgress(hash, undefined);
      }
    },
  };
}
