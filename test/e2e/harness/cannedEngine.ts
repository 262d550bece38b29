import type { Engine } from '../../../renderer/client/engine';
import { useEngineStore } from '../../../renderer/state/engineStore';
import type { Contract, EventName, Events, MethodName } from '../../../shared/contract';
import type { Job } from '../../../shared/schemas/jobs';
import type { CallOptions } from '../../../shared/wire/calls';
import { RankscopeError } from '../../../shared/wire/errors';
import { cannedCase } from './cannedCase';
import { cannedCompare, defaultMetrics } from './cannedCompare';
import { cannedFiles } from './cannedFiles';
import { cannedInit } from './cannedInit';
import { cannedQuery } from './cannedQuery';
import { cannedDistribution, cannedRequest, cannedRequests } from './cannedRequests';
import { cannedProfile, cannedShape } from './cannedShape';
import { cannedNotes, cannedSlices, cannedStrip } from './cannedStrip';
import { cannedPage, cannedTableInfos } from './cannedTables';
import { cannedBlend, cannedPareto } from './cannedWeights';
import type { Scenario } from './scenario';

/** Methods that no view asks for yet have no answer. */
type Answers = { [M in MethodName]?: (params: Contract[M]['params']) => Contract[M]['result'] | Promise<never> };

const never = () => new Promise<never>(() => undefined);
const dataMethods = /^(data|compare|request|models|time|notes)\./;

/** An engine that answers from memory, one for each state worth looking at. */
export function createCannedEngine(scenario: Scenario): Engine {
  const answers = cannedAnswers(scenario);
  const asked = new Set<string>();
  useEngineStore.setState({ memoryBytes: 412_000_000, connection: connectionOf(scenario) });
  return {
    retry: () => undefined,
    on:
      <E extends EventName>(_event: E, _listener: (payload: Events[E]) => void) =>
      () =>
        undefined,
    async call(method, params, options?: CallOptions) {
      if (scenario === 'loading' && dataMethods.test(method)) {
        options?.onProgress?.({ done: 62, total: 100, text: 'Measuring candidate' });
        return never();
      }
      if (scenario === 'slow' && dataMethods.test(method)) {
        const call = JSON.stringify([method, params]);
        // The first call of each kind waits until it is cancelled, the next one is answered.
        if (!asked.has(call)) {
          asked.add(call);
          options?.onProgress?.({ done: 62, total: 100, text: `Measuring for ${method}` });
          return untilCancelled(options?.signal);
        }
      }
      if (scenario === 'error' && dataMethods.test(method)) throw diskFull();
      await Promise.resolve();
      const answer = answers[method];
      if (!answer) throw new RankscopeError({ code: 'unsupported', message: `${method} has no canned answer.` });
      return answer(params) as never;
    },
  };
}

function untilCancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () =>
      reject(new RankscopeError({ code: 'cancelled', message: 'Cancelled by the person.' })),
    );
  });
}

function connectionOf(scenario: Scenario) {
  if (scenario !== 'lost') return { status: 'ready' as const, build: 'canned' };
  const reason = new RankscopeError({
    code: 'refused',
    message: 'This address lacks the key that the server gave.',
    hint: 'Open the whole address that "rankscope serve" printed, with what follows the #.',
  });
  return { status: 'lost' as const, reason, retryInMs: null };
}

function diskFull(): RankscopeError {
  return new RankscopeError({
    code: 'resource',
    message: 'The disk of the session is full: 0 of 80 MB left in /home/ana/.cache/rankscope.',
    hint: 'Free some space or start with --session-dir on another disk.',
    where: { file: '/home/ana/.cache/rankscope/3f9c/session.rankscope' },
    sql: 'SELECT * FROM impressions LIMIT 500',
  });
}

function buildJob(): Job {
  return {
    id: 'j1',
    kind: 'build',
    title: 'Building Home feed, week 42',
    session: 's1',
    detached: true,
    state: 'running',
    done: 62,
    total: 100,
    text: 'Sorting 10,204,113 rows by request',
    error: null,
  };
}

function cannedAnswers(scenario: Scenario): Answers {
  const rows = cannedTableInfos(scenario)[0]?.rows ?? 0;
  const requests = scenario === 'big' ? 66_666 : 9120;
  const noCase = scenario === 'open' || scenario === 'lost';
  const names = (given: string[] | null | undefined) => given ?? ['baseline', 'candidate'];
  return {
    'app.info': () => ({
      version: '0.1.0',
      build: 'canned',
      host: 'test',
      platform: 'linux',
      pid: 1,
      startCase: noCase ? null : '/srv/cases/home-feed-w42',
    }),
    'files.list': ({ token }) => cannedFiles(token),
    'case.open': () => ({
      session: 's1',
      state: scenario === 'building' ? 'building' : 'ready',
      job: scenario === 'building' ? 'j1' : null,
    }),
    'case.info': () => cannedCase(scenario),
    'case.close': () => ({}),
    'case.init': ({ name, folder, roles }) => cannedInit(name ?? null, folder ?? null, roles ?? {}),
    'case.create': () => never(),
    'case.contract': () => never(),
    'jobs.list': () => ({ jobs: scenario === 'building' || scenario === 'big' ? [buildJob()] : [] }),
    'jobs.cancel': () => ({ cancelled: true }),
    'data.tables': () => ({ tables: cannedTableInfos(scenario) }),
    'data.page': ({ columns = null, offset = 0, limit = 500, orderBy = [] }) => ({
      table: cannedPage(columns, offset, limit, rows, orderBy[0]?.descending ?? false),
      totalRows: rows,
      sql: `SELECT * FROM impressions LIMIT ${limit} OFFSET ${offset}`,
    }),
    'data.query': ({ sql }) => cannedQuery(sql),
    'data.profile': ({ table, column }) => cannedProfile(table, column, rows),
    'data.shape': () =>
      scenario === 'empty' ? { ...cannedShape(true), requests: 0 } : cannedShape(scenario === 'big'),
    'time.strip': ({ slice }) => cannedStrip(slice),
    'slice.list': () => cannedSlices,
    'slice.count': () => ({ rows: 41_200, requests: 3_120, totalRows: 186_045, totalRequests: 12_403 }),
    'notes.list': () => ({ notes: cannedNotes, problem: null }),
    'models.list': () => ({ models: cannedCase(scenario).models, defaultMetrics }),
    'models.score': () => ({ job: 'j2' }),
    'models.pareto': ({ model }) => cannedPareto(model),
    'models.blend': ({ model, weights }) => cannedBlend(model, weights),
    'compare.summary': ({ models, metrics, inference = true }) =>
      inference && scenario === 'means' ? never() : cannedCompare(names(models), metrics ?? defaultMetrics, inference),
    'compare.requests': ({ offset = 0, limit = 500, order = 'worst' }) => ({
      table: cannedRequests(requests, offset, limit, order),
      totalRequests: requests,
    }),
    'compare.distribution': ({ bins = 40 }) => cannedDistribution(bins),
    'request.get': ({ request, models }) => cannedRequest(request, names(models)),
  };
}
