import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchContext } from './bench';

/** How long a process ran, what it took and what it printed. */
export interface Measured {
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
  output: string;
}

// Written at the exit of the measured process itself: the largest resident size that it ever had.
const usageHook = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
});\n`;

/** Runs Node with these arguments as a process of its own, from its start to its end. */
export async function measureNode(args: readonly string[], env: Record<string, string> = {}): Promise<Measured> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-usage-'));
  try {
    const hook = path.join(folder, 'usage.cjs');
    const usage = path.join(folder, 'usage.json');
    writeFileSync(hook, usageHook);
    const start = performance.now();
    const output = await runNode(['--require', hook, ...args], { ...env, BENCH_USAGE: usage });
    const seconds = (performance.now() - start) / 1000;
    const used = JSON.parse(readFileSync(usage, 'utf8')) as Record<string, number>;
    const cpuSeconds = (used.userCPUTime! + used.systemCPUTime!) / 1e6;
    return { seconds, cpuSeconds, peakMb: used.maxRSS! / 1024, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(args: readonly string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env, UV_THREADPOOL_SIZE: '16' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`node ${args.slice(2).join(' ')} ended with ${code}\n${errors || output}`));
    });
  });
}

/** The product's command line. */
export function measureCli({ cli, folder }: BenchContext, args: readonly string[]): Promise<Measured> {
  return measureNode([cli, ...args, '--quiet'], { RANKSCOPE_CACHE: path.join(folder, 'cache') });
}

/** One of the processes in `roles/`. */
export function measureRole(role: string, args: readonly string[]): Promise<Measured> {
  return measureNode([__filename, '--role', role, ...args]);
}

const shortSeconds = 20;

/**
 * Measures again and again unless it takes long; the fastest counts. Ours and the baseline take turns, so that what else
 * the machine does falls on both.
 */
export async function fastestOfBoth(
  times: number,
  measureOurs: () => Promise<Measured>,
  measureBaseline: () => Promise<Measured>,
): Promise<{ ours: Measured; baseline: Measured }> {
  let ours = await measureOurs();
  let baseline = await measureBaseline();
  for (let i = 1; i < times && ours.seconds + baseline.seconds < shortSeconds; i++) {
    ours = faster(ours, await measureOurs());
    baseline = faster(baseline, await measureBaseline());
  }
  return { ours, baseline };
}

export async function fastest(times: number, measure: () => Promise<Measured>): Promise<Measured> {
  let best = await measure();
  for (let i = 1; i < times && best.seconds < shortSeconds; i++) best = faster(best, await measure());
  return best;
}

function faster(a: Measured, b: Measured): Measured {
  return b.seconds < a.seconds ? b : a;
}
