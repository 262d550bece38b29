import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bundleNode, bundleRenderer, bundles, rendererSizes } from './bundles.mjs';
import { root, sourceStamp } from './project.mjs';

/** Builds what the command line names (`node scripts/build.mjs engine renderer`), or everything. */
async function main(names) {
  const stamp = sourceStamp();
  mkdirSync(path.join(root, 'out'), { recursive: true });
  const wanted = (name) => names.length === 0 || names.includes(name);
  let complete = names.length === 0;
  for (const { name, warmUp, ...bundle } of bundles.filter((each) => wanted(each.name))) {
    const outFile = path.join(root, 'out', `${name}.cjs`);
    // V8 tells a cache's source by its length alone.
    rmSync(`${outFile}.cache`, { force: true });
    complete = (await step(bundle.entry, outFile, () => bundleNode({ ...bundle, outFile }))) && complete;
    if (warmUp) cacheCode(outFile, warmUp);
  }
  if (wanted('renderer')) {
    const isWhole = await step('renderer/index.html', path.join(root, 'out/renderer'), bundleRenderer);
    if (isWhole) for (const line of rendererSizes()) console.log(`build:   ${line}`);
    complete = isWhole && complete;
  }
  if (complete) writeFileSync(path.join(root, 'out', 'stamp'), stamp);
}

/** Leaves the compiled code of a bundle beside it; without it the program is only slower to start. */
function cacheCode(file, warmUp) {
  const script = path.join(root, 'scripts', 'codeCache.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, file, ...warmUp], { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(`build: no code cache of ${path.relative(root, file)}\n${stderr}`);
}

/** Runs one bundle; a failed one does not keep the others from being built. */
async function step(entry, output, run) {
  const label = path.relative(root, output);
  if (!existsSync(path.join(root, entry))) {
    console.log(`build: ${label} skipped, ${entry} does not exist yet`);
    return false;
  }
  const start = performance.now();
  try {
    await run();
  } catch (error) {
    console.error(
      `build: ${label} FAILED\n${process.stderr.isTTY ? error.message : stripVTControlCharacters(error.message)}`,
    );
    process.exitCode = 1;
    return false;
  }
  console.log(`build: ${label} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return true;
}

await main(process.argv.slice(2));
