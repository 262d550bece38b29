import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './runMain';

const modules = path.join(root, 'node_modules');
const bindings = path.join(modules, '@duckdb', `node-bindings-${process.platform}-${process.arch}`);
const ortFolder = path.join(modules, 'onnxruntime-node/bin/napi-v6');

// Electron's memory cage refuses memory that V8 did not allocate; both calls then fail at run time.
const external = ['napi_create_external_arraybuffer', 'napi_create_external_buffer'];

function filesUnder(folder: string, extension: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith(extension)).map((name) => path.join(folder, name));
}

describe('native modules', () => {
  it('of DuckDB never hand out external buffers', () => {
    const binary = readFileSync(path.join(bindings, 'duckdb.node'));
    expect(external.filter((name) => binary.includes(name))).toEqual([]);
    expect(binary.includes('napi_create_buffer_copy')).toBe(true);
  });

  it('of ONNX Runtime never hand out external buffers', () => {
    const files = filesUnder(ortFolder, '.node');
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const binary = readFileSync(file);
      expect(
        external.filter((name) => binary.includes(name)),
        file,
      ).toEqual([]);
    }
  });

  it('of ONNX Runtime came without downloaded CUDA libraries', () => {
    const names = readdirSync(ortFolder, { recursive: true }) as string[];
    expect(names.filter((name) => /cuda|tensorrt|cudnn/i.test(name))).toEqual([]);
  });

  it('are pinned to one exact pair of versions', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(dependencies['@duckdb/node-bindings']).toBe(dependencies['@duckdb/node-api']);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d/);
  });
});
