import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runWorkerRole } from '../../electron/engine/workers/entry';
import { charts } from './benches/charts';
import { compareFull, compareMeans } from './benches/compare';
import { db } from './benches/db';
import { explain } from './benches/explain';
import { generate } from './benches/generate';
import { growth } from './benches/growth';
import { ingest } from './benches/ingest';
import { models } from './benches/models';
import { onnx } from './benches/onnx';
import { page } from './benches/page';
import { policy } from './benches/policy';
import { project } from './benches/project';
import { reopen } from './benches/reopen';
import { score } from './benches/score';
import { skew } from './benches/skew';
import { slice } from './benches/slice';
import { trec } from './benches/trec';
import limits from './limits.json';
import { runRole } from './roles/runRole';
import type { Bench, BenchContext, BenchResult } from './support/bench';
import { failures, type Limits, resultTable } from './support/report';

const benches: readonly Bench[] = [
  generate,
  ingest,
  score,
  trec,
  compareMeans,
  compareFull,
  slice,
  reopen,
  growth,
  db,
  onnx,
  models,
  explain,
  skew,
  project,
  policy,
  page,
  charts,
];

const usage = `npm run bench -- [names] [--rows N] [--repeat N] [--json] [--check] [--cli FILE] [--keep]
names: ${benches.map((bench) => bench.name).join(', ')}; all of them when none is given
--rows N    rows instead of each bench's own size; limits of ratios hold for the own sizes only
--repeat N  runs of what takes less than 10 s, of which the fastest counts (default 3)
--check     exit 1 when a ratio or a size is over its limit in test/bench/limits.json
--cli FILE  a built command line other than out/cli.cjs`;

/** Runs the benches that the command line names; `--role` is one of the processes that they start. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      repeat: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      cli: { type: 'string', default: 'out/cli.cjs' },
      role: { type: 'string' },
    },
  });
  if (values.role !== undefined) return runRole(values.role, positionals);
  if (values.help) return console.log(usage);
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`there is no bench ${unknown.join(', ')}\n${usage}`);
  const rows = values.rows === undefined ? null : wholeNumber('--rows', values.rows);
  const repeat = wholeNumber('--repeat', values.repeat);
  const cli = path.resolve(values.cli);
  if (!existsSync(cli)) throw new Error(`${cli} does not exist; run npm run build`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-bench-'));
  try {
    const context: BenchContext = {
      cli,
      folder,
      rows,
      repeat,
      say: (text) => console.error(text),
    };
    const chosen = benches.filter((bench) => positionals.length === 0 || positionals.includes(bench.name));
    report(await runAll(chosen, context), values, rows);
  } finally {
    if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${option} is "${text}"; a whole number above 0 is expected`);
}

async function runAll(chosen: readonly Bench[], context: BenchContext): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const bench of chosen) {
    context.say(`${bench.name}: ${bench.what}`);
    results.push(...(await bench.run(context)));
  }
  return results;
}

function report(results: BenchResult[], { json, check }: { json?: boolean; check?: boolean }, rows: number | null) {
  const machine = {
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
  const over = failures(results, limits as Limits, rows === null);
  if (json) console.log(JSON.stringify({ machine, load: os.loadavg(), results, over }, null, 2));
  else {
    console.log(resultTable(results, limits as Limits));
    console.log(`${machine.cores} cores, ${machine.memoryGb} GB, load ${os.loadavg()[0]!.toFixed(1)} at the end`);
  }
  for (const line of check ? over : []) console.error(`over its limit: ${line}`);
  if (check && over.length > 0) process.exitCode = 1;
}

// The bench opens engines in its own processes: their threads start from this file.
if (!runWorkerRole()) {
  void main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
}
