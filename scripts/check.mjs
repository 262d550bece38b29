import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generatedProblems } from './generated.mjs';
import { layerProblems, layerTable } from './layers.mjs';
import { listFiles, root } from './project.mjs';
import { shapeProblems, sizeReport } from './shapes.mjs';
import { productFolders, readSources } from './sources.mjs';

const typeLayers = [
  'shared',
  'renderer',
  'electron/engine',
  'electron/serve',
  'electron/cli',
  'electron/main',
  'electron/preload',
  'samples',
  'scripts',
  'test',
];

/** Types per layer, lint and format, import directions, sizes and generated files. Prints the rules and the sizes. */
async function main() {
  const results = [
    ...(await inPool(typeLayers.map((layer) => () => timed(`types ${layer}`, () => checkTypes(layer))))),
    await timed('biome', () => run(bin('biome'), ['check', '--max-diagnostics=40', '.'])),
  ];
  const sources = readSources([...productFolders, 'test']);
  console.log(`\nimports\n  ${layerTable().join('\n  ')}\n`);
  printSizes(sources);
  results.push(
    await timed('imports', () => problems(layerProblems(sources))),
    await timed('shapes', () => problems(shapeProblems(sources))),
    await timed('generated', () => problems(generatedProblems())),
  );
  const failed = results.filter(({ ok }) => !ok);
  for (const { name, output } of failed) console.log(`\n--- ${name}\n${output.trimEnd()}`);
  const passed = results.length - failed.length;
  console.log(
    `\ncheck: ${passed} of ${results.length} passed${failed.length > 0 ? `; failed: ${failed.map(({ name }) => name).join(', ')}` : ''}`,
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function timed(name, work) {
  const start = performance.now();
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(`${result.ok ? 'ok  ' : 'FAIL'} ${seconds} s  ${name}`);
  return { name, ...result };
}

async function inPool(tasks) {
  const results = [];
  const next = async () => {
    while (tasks.length > 0) results.push(await tasks.shift()());
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, next));
  return results;
}

async function checkTypes(layer) {
  const some = listFiles(layer, (file) => /\.tsx?$/.test(file)).length > 0;
  return some ? run(bin('tsc'), ['-p', layer, '--pretty', 'false']) : { ok: true, output: '' };
}

function bin(name) {
  const file = path.join(root, 'node_modules/.bin', name);
  return process.platform === 'win32' && existsSync(`${file}.cmd`) ? `${file}.cmd` : file;
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function problems(list) {
  return { ok: list.length === 0, output: list.join('\n') };
}

function printSizes(sources) {
  const { rows, long } = sizeReport(sources);
  console.table(Object.fromEntries(rows.map(({ folder, ...row }) => [folder, row])));
  for (const { place, lines } of long) console.log(`long function: ${place} has ${lines} lines, over 60 is split`);
}

await main();
