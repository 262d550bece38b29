import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Uploaded, uploadPath } from '../../shared/host/hostAddresses';
import { staticHeaders } from '../../shared/host/staticFiles';
import type { EngineState } from './engineSupervisor';
import { type GateSettings, type Refusal, refuseWithoutBearer } from './gate';

/** What the addresses under `/api/` can see and do. */
export interface ApiHost {
  status(): { engine: EngineState; reason: string; clients: number };
  restartEngine(): void;
  upload(request: IncomingMessage): Promise<Uploaded | Refusal>;
}

interface Route {
  method: 'GET' | 'POST';
  /** The answer as a JSON value, or why there is none. */
  run(host: ApiHost, request: IncomingMessage): object | Promise<object>;
}

const routes: Record<string, Route> = {
  '/api/status': { method: 'GET', run: (host) => host.status() },
  /** Starts an engine again that died too often; nothing happens to one that runs. */
  '/api/engine/restart': {
    method: 'POST',
    run: (host) => {
      host.restartEngine();
      return host.status();
    },
  },
  [uploadPath]: { method: 'POST', run: (host, request) => host.upload(request) },
};

export const apiPrefix = '/api/';

/** Answers a request under `/api/`: only with the token, only by the stated method, always JSON. Null when it did. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  gate: GateSettings,
  host: ApiHost,
): Promise<Refusal | null> {
  const refusal = refuseWithoutBearer(request, gate);
  if (refusal) return refusal;
  const target = request.url?.split('?', 1)[0] ?? '';
  const route = Object.hasOwn(routes, target) ? routes[target] : undefined;
  if (!route) return { status: 404, sentence: 'There is no such address.' };
  if (request.method !== route.method) {
    return { status: 405, sentence: `This address takes ${route.method} only.`, allow: route.method };
  }
  const answer = await route.run(host, request);
  if ('sentence' in answer) return answer as Refusal;
  request.resume();
  const body = Buffer.from(JSON.stringify(answer));
  const headers = { ...staticHeaders('answer.json'), 'cache-control': 'no-store', 'content-length': body.length };
  response.writeHead(200, headers).end(body);
  return null;
}
