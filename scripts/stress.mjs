import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './project.mjs';

/**
 * What takes minutes or gigabytes and is therefore no part of `npm test`: `npm run stress [-- <file or -t title>]`.
 * `RANKSCOPE_KILLS` (default 200) says how often a build is killed, `RANKSCOPE_STRESS_MB` (default 1024) how large the
 * one request is.
 */
ensureInstalled();
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--config', path.join(root, 'test/stress/vitest.config.mts'), ...process.argv.slice(2)];
const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = run.status ?? 1;
