import path from 'node:path';
import { LogFiles } from './logFiles';
import { prepareFolder } from './outputFolder';
import { parseArguments } from './parseArguments';
import { loadRankers } from './rankers';
import { RawFiles } from './rawFiles';
import { dayMs, firstDay, type Settings } from './settings';
import { makeWorld, simulate } from './simulate';
import { Tally } from './tally';
import { TruthFiles } from './truthFiles';
import { writeWorld } from './worldFiles';
import { writeCase } from './writeCase';

/** Writes a case folder: the same settings and models give the same rows. Memory does not grow with days or requests. */
async function generate(settings: Settings, models: string, folder: string): Promise<number> {
  const rankers = loadRankers(models);
  prepareFolder(folder, models);
  const observedUntil = firstDay + (settings.days + settings.observedAfter) * dayMs;
  const world = makeWorld(settings);
  await writeWorld(folder, world);
  const log = new LogFiles(folder, settings, observedUntil);
  const raw = settings.tables.includes('raw') ? new RawFiles(folder, world, observedUntil) : null;
  const truth = new TruthFiles(folder, world);
  const tally = new Tally(settings, observedUntil);
  let rows = 0;
  for (const event of simulate(world, rankers)) {
    if (event.kind === 'day') {
      raw?.beginDay(event.day);
      if (event.day >= 0) await log.beginDay(event.day);
      continue;
    }
    for (const part of [log, raw, truth, tally]) part?.add(event.request);
    for (const file of [log, raw, truth]) await file?.drain();
    rows += event.request.rows.length;
  }
  for (const file of [log, raw, truth]) await file?.close();
  writeCase(folder, settings, models, tally.result());
  return rows;
}

async function main(): Promise<void> {
  const given = parseArguments(process.argv.slice(2));
  if (typeof given === 'string') return console.log(given);
  const { settings, out, models } = given;
  const started = performance.now();
  const rows = await generate(settings, models, path.resolve(out));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${settings.preset}, seed ${settings.seed}: ${rows} rows in ${seconds} s, at most ${memory} MB of memory`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
