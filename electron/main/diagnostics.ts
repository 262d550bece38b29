import os from 'node:os';
import { app } from 'electron';
import type { EngineProcessState } from '../../shared/host/desktopBridge';
import { buildId, version } from '../../shared/version';

/** Facts for a report of a fault, as plain text: versions, the machine, the engine's state, folders; no data of a case. */
export function diagnostics(engine: EngineProcessState, windows: number): string {
  const { electron, chrome, node, v8 } = process.versions;
  const gigabytes = (os.totalmem() / 2 ** 30).toFixed(1);
  const reason = engine.reason === null ? '' : ` (${engine.reason})`;
  return [
    `Rankscope ${version} (${buildId}), ${app.isPackaged ? 'packaged' : 'from sources'}`,
    `Electron ${electron ?? 'unknown'}, Chromium ${chrome ?? 'unknown'}, Node ${node}, V8 ${v8}`,
    `System ${process.platform} ${os.release()} ${process.arch}, ${os.availableParallelism()} cores, ${gigabytes} GB`,
    `Engine ${engine.state}${reason}`,
    `Windows ${windows}, up ${Math.round(process.uptime())} s, locale ${app.getLocale()}`,
    `Logs ${app.getPath('logs')}`,
    `Crash dumps ${app.getPath('crashDumps')}`,
  ].join('\n');
}
