import { QueryCache, QueryClient } from '@tanstack/react-query';
import { RankscopeError } from '../../shared/wire/errors';
import { useProblemStore } from '../state/problemStore';

/** Calls whose refusal is an answer: it stands beside the field that is being typed in. */
const answersWithErrors = new Set<unknown>(['slice.validate']);

/** Answers stay until the session says that it changed; a call is repeated only when the connection broke. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey: [method] }) => {
        if (!answersWithErrors.has(method)) useProblemStore.getState().report(error, String(method));
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 120_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        structuralSharing: false,
        retry: (failures, error) => error instanceof RankscopeError && error.code === 'closed' && failures < 3,
      },
    },
  });
}
