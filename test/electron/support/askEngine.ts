import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bundleNode } from '../../../scripts/bundles.mjs';
import type { EngineReport } from '../../../shared/host/engineControl';
import { out, root } from '../runMain';

export interface EngineAnswer {
  info: { host: string; version: string; startCase: string | null };
  /** Sizes of the case that was opened and the metrics of its models, or null when none was named. */
  opened: { rows: number; requests: number; metrics: { metric: string; model: string; mean: number | null }[] } | null;
  /** What the engine told the desktop host meanwhile. */
  reports: EngineReport[];
  exitCode: number | null;
  stderr: string;
}

/** Runs a built engine in a process of its own, spoken to as Electron speaks to a utility process. */
export async function askEngine(engineFile: string, caseFolder?: string): Promise<EngineAnswer> {
  const host = path.join(out, 'tools/utilityHost.cjs');
  await bundleNode({ entry: 'test/electron/support/utilityHost.ts', outFile: host, target: 'node20' });
  const settings = JSON.stringify({ host: 'electron', startCase: null, allowedRoots: [] });
  const env = { ...process.env, UV_THREADPOOL_SIZE: '16', NODE_OPTIONS: '' };
  const args = [host, engineFile, settings, ...(caseFolder ? [caseFolder] : [])];
  const run = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8', timeout: 60_000 });
  const line = run.stdout.split('\n').find((each) => each.startsWith('{'));
  if (!line) throw new Error(`the engine gave no answer (code ${run.status}):\n${run.stderr}`);
  return {
    ...(JSON.parse(line) as Pick<EngineAnswer, 'info' | 'opened' | 'reports'>),
    exitCode: run.status,
    stderr: run.stderr,
  };
}
