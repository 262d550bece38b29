import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { countDataTests } from './dataTests.mjs';
import { presentBinary, windowObstacle } from './electronBinary.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './project.mjs';

const reports = path.join(root, 'test-results');

const steps = [
  { name: 'build', script: 'scripts/build.mjs' },
  { name: 'check', script: 'scripts/check.mjs' },
  { name: 'unit + contract', projects: ['unit', 'contract'] },
  { name: 'engine', projects: ['engine'] },
  { name: 'e2e + security', projects: ['e2e', 'security'] },
  { name: 'packaging', projects: ['electron'] },
];

/** Everything that must hold before a change is kept, in one command, with the time of each step. */
function main() {
  ensureInstalled();
  process.env.RANKSCOPE_CHROMIUM = ensureBrowser();
  console.log(`browser: ${process.env.RANKSCOPE_CHROMIUM}`);
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const missing = desktopObstacle();
  if (!missing) {
    process.env.RANKSCOPE_ELECTRON = '1';
    steps.push({ name: 'desktop app', projects: ['desktop', 'desktop-e2e'] });
  }
  const results = [];
  for (const step of steps) {
    const result = runStep(step);
    results.push(result);
    if (step.name === 'build' && !result.ok) break;
  }
  const ok = results.every((result) => result.ok);
  console.table(Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])));
  console.log(missing ? `desktop app: not started, ${missing}` : 'desktop app: started and driven');
  const dataOk = reportDataTests();
  process.exitCode = ok && dataOk ? 0 : 1;
}

/** Why the real app cannot be driven here, or undefined. */
function desktopObstacle() {
  return presentBinary() ? windowObstacle() : "Electron's binary is not here (npm start downloads it)";
}

function runStep({ name, script, projects }) {
  console.log(`\n=== ${name}`);
  const start = performance.now();
  const args = script ? [path.join(root, script)] : vitestArguments(projects);
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return { name, ok: run.status === 0, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

function vitestArguments(projects) {
  const report = path.join(reports, `${projects.join('-')}.json`);
  return [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--passWithNoTests',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
}

function reportDataTests() {
  const files = steps.flatMap(({ projects }) => (projects ? [path.join(reports, `${projects.join('-')}.json`)] : []));
  const { ran, failed, skipped } = countDataTests(files);
  const folder = path.resolve(root, process.env.RANKSCOPE_DATA ?? '../shared/data');
  const here = existsSync(folder);
  console.log(
    `data tests: ${ran} ran, ${failed} failed, ${skipped.length} skipped (${folder} ${here ? 'exists' : 'is absent'})`,
  );
  if (!here || skipped.length === 0) return true;
  console.log(`skipped although the data is there:\n  ${skipped.join('\n  ')}`);
  return false;
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
