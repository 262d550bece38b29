import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './runMain';

interface Step {
  uses?: string;
  run?: string;
}

const text = readFileSync(path.join(root, '.github/workflows/ci.yml'), 'utf8');
const workflow = parse(text) as {
  permissions: object;
  jobs: Record<string, { steps: Step[]; 'timeout-minutes': number }>;
};
const jobs = Object.values(workflow.jobs);
const commands = jobs.flatMap(({ steps }) => steps.map(({ run }) => run ?? ''));

describe('the workflow of the build service', () => {
  it('names every action by the digest of its content', () => {
    const actions = jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.length).toBeGreaterThan(5);
    for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  });

  it('may read the sources and nothing else, for a limited time', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('runs files and test projects that exist', () => {
    const files = commands.flatMap(
      (command) => command.match(/(?:node|^)\s*((?:scripts|\.ci|node_modules)\/\S+)/)?.[1] ?? [],
    );
    expect(files).toContain('scripts/startPackaged.mjs');
    for (const file of files) expect(existsSync(path.join(root, file)), file).toBe(true);
    const projects = commands.flatMap((command) => [...command.matchAll(/--project (\S+)/g)].map(([, name]) => name));
    const config = readFileSync(path.join(root, 'vitest.config.mts'), 'utf8');
    expect(projects).toEqual(expect.arrayContaining(['desktop', 'desktop-e2e', 'unit', 'contract', 'engine']));
    for (const name of projects) expect(config).toContain(`project('${name}'`);
  });

  it('builds and starts the app on the three systems', () => {
    for (const os of ['ubuntu', 'macos', 'windows']) expect(text).toMatch(new RegExp(`os: ${os}-`));
    const order = ['node_modules/electron/install.js', '--project desktop', 'electron-builder', 'startPackaged'];
    const places = order.map((part) => commands.findIndex((command) => command.includes(part)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});
