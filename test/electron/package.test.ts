import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageListing, packageProblems } from '../../scripts/packageContents.mjs';
import { runCommand } from '../engine/support/runCommand';
import { askEngine } from './support/askEngine';
import { identityModel } from './support/identityModel';
import { packWithStub } from './support/packStub';
import { tinyRequests, tinyRows, writeTinyCase } from './support/tinyCase';

// A fuse is one character in the executable.
const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];

const platform = { platform: process.platform, arch: process.arch };

// The stand-in for Electron is a Linux folder; on other systems CI packs and starts the real thing.
describe.runIf(process.platform === 'linux')('package', () => {
  let folder = '';
  let packed = '';
  let extracted = '';

  beforeAll(() => {
    folder = mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'package-'));
    packed = packWithStub(folder);
    extracted = path.join(folder, 'extracted');
    extractAll(path.join(packed, 'resources/app.asar'), extracted);
  });

  it('holds what the app needs and nothing else', () => {
    expect(packageProblems(path.join(packed, 'resources'), platform)).toEqual([]);
    const files = listPackage(path.join(packed, 'resources/app.asar'), { isPack: false });
    expect(files.filter((file) => /^\/out\/[^/]+\.cjs$/.test(file)).sort()).toEqual([
      '/out/engine.cjs',
      '/out/main.cjs',
      '/out/preload.cjs',
    ]);
  });

  it('can be listed with the bytes of everything', () => {
    const listing = packageListing(path.join(packed, 'resources'));
    for (const part of ['out/main.cjs', 'out/renderer/assets/', 'node_modules/onnxruntime-common/', 'libduckdb.so']) {
      expect(listing.join('\n')).toMatch(new RegExp(`[1-9][\\d,]* \\S*${part}`));
    }
    if (process.env.RANKSCOPE_SHOW) process.stdout.write(`${listing.join('\n')}\n`);
  });

  it('would be refused for another system', () => {
    const problems: string[] = packageProblems(path.join(packed, 'resources'), { platform: 'win32', arch: 'x64' });
    expect(problems).toContain('node_modules/@duckdb/node-bindings-win32-x64/duckdb.node is not unpacked');
    expect(problems.filter((problem) => problem.endsWith('is for another system')).length).toBeGreaterThan(3);
  });

  it('carries native code beside its libraries', () => {
    const unpacked = path.join(packed, 'resources/app.asar.unpacked/node_modules');
    const ort = path.join(unpacked, `onnxruntime-node/bin/napi-v6/linux/${process.arch}`);
    const duckdb = path.join(unpacked, `@duckdb/node-bindings-linux-${process.arch}`);
    for (const file of ['onnxruntime_binding.node', 'libonnxruntime.so.1']) {
      expect(existsSync(path.join(ort, file)), file).toBe(true);
    }
    for (const file of ['duckdb.node', 'libduckdb.so']) expect(existsSync(path.join(duckdb, file)), file).toBe(true);
  });

  it('keeps answer keys of samples out', () => {
    const samples = path.join(packed, 'resources/samples');
    const truths = spawnSync('find', [samples, '-path', '*truth*'], { encoding: 'utf8' }).stdout;
    expect(truths).toBe('');
  });

  it('closes the back doors of the executable', async () => {
    const wire = await getCurrentFuseWire(path.join(packed, 'rankscope'));
    const closed = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    for (const fuse of closed) expect(wire[fuse], FuseV1Options[fuse]).toBe(off);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
  });

  it('has an engine that builds a case and compares its models as this source does', async () => {
    const tiny = writeTinyCase(path.join(folder, 'tiny'));
    const answer = await askEngine(path.join(extracted, 'out/engine.cjs'), tiny);
    expect(answer.opened).toMatchObject({ rows: tinyRows, requests: tinyRequests });
    const compared = await runCommand('compare', tiny, '--means', '--json', '--private');
    const { metrics } = JSON.parse(compared.out) as Pick<NonNullable<typeof answer.opened>, 'metrics'>;
    const numbers = (rows: typeof metrics) => rows.map(({ metric, model, mean }) => `${metric} ${model} ${mean}`);
    // The click stands at rank 3 in q1 (1 / log2(4) = 0.5) and at rank 1 in q2 (1).
    expect(numbers(metrics)).toContain('ndcg@10 other 0.75');
    expect(numbers(answer.opened?.metrics ?? [])).toEqual(numbers(metrics));
    expect(answer.exitCode, answer.stderr).toBe(0);
  });

  it('has an ONNX Runtime that runs a model', () => {
    mkdirSync(folder, { recursive: true });
    const model = path.join(folder, 'identity.onnx');
    writeFileSync(model, identityModel());
    const script = `
      const ort = require(${JSON.stringify(path.join(extracted, 'node_modules/onnxruntime-node'))});
      ort.InferenceSession.create(${JSON.stringify(model)}, { enableCpuMemArena: false, enableMemPattern: false })
        .then((session) => session.run({ x: new ort.Tensor('float32', [1, 2], [2]) }))
        .then(({ y }) => console.log(JSON.stringify([...y.data])));`;
    const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: folder });
    expect(run.stdout.trim(), run.stderr).toBe('[1,2]');
  });
});
