import { buildId, version } from '../../../shared/version';
import type { EngineDeps } from '../engineDeps';
import type { HandlersOf } from './handlerTable';

/** Who this engine is. */
export function appHandlers(deps: EngineDeps): HandlersOf<'app.info'> {
  return {
    'app.info': async () => ({
      version,
      build: buildId,
      host: deps.host,
      platform: process.platform,
      pid: process.pid,
      startCase: deps.startCase,
    }),
  };
}
