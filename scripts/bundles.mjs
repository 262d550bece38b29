import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { readJson, root } from './project.mjs';

// The threads of libuv carry DuckDB's queries: the size counts only before the pool is first used, so it must run
// ahead of every require of the bundle.
const cliBanner = "#!/usr/bin/env node\nprocess.env.UV_THREADPOOL_SIZE ??= '16';";

// What the command line is asked most, so that the code cache holds the functions it needs.
const warmUp = ['compare', 'samples/small', '--means', '--json', '--private'];

/** Every CommonJS bundle: its name in out/, its entry and the oldest runtime that loads it; `warmUp` asks for a code cache. */
export const bundles = [
  { name: 'engine', entry: 'electron/engine/main.ts', target: 'node20' },
  { name: 'serve', entry: 'electron/serve/main.ts', target: 'node20' },
  { name: 'cli', entry: 'electron/cli/start.ts', target: 'node20', banner: cliBanner },
  { name: 'program', entry: 'electron/cli/main.ts', target: 'node20', warmUp },
  { name: 'main', entry: 'electron/main/main.ts', target: 'node24' },
  { name: 'preload', entry: 'electron/preload/main.ts', target: 'chrome153' },
];

// Plain JavaScript of 70 small files: bundled, the command line starts a fifth faster. Its natives stay outside.
const bundled = ['@duckdb/node-api'];

// Its binary is found from its place in node_modules; where it is not installed the engine does without.
const optional = ['usearch'];

/** Modules that stay `require` calls: what the package ships in node_modules, Node's own and Electron. */
export function externalModules() {
  const dependencies = Object.keys(readJson('package.json').dependencies ?? {});
  const shipped = dependencies.filter((name) => !bundled.includes(name));
  const node = builtinModules.flatMap((name) => [name, `node:${name}`]);
  return ['electron', /^electron\//, ...shipped, ...optional, ...node];
}

/**
 * Bundles one TypeScript entry into one CommonJS file. The file appears under its final name only when it is
 * complete, because other processes may be starting from it.
 * @param {{ entry: string, outFile: string, target: string, banner?: string, required?: string[] }} bundle `required`
 * names more modules that stay `require` calls.
 */
export async function bundleNode({ entry, outFile, target, banner, required = [] }) {
  const external = [...externalModules(), ...required];
  const warnings = [];
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: external.filter((name) => typeof name === 'string') },
    build: {
      ssr: path.resolve(root, entry),
      write: false,
      target,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        output: { format: 'cjs', codeSplitting: false, entryFileNames: path.basename(outFile), banner },
        onLog: (level, log, handler) => (log.code === 'EMPTY_IMPORT_META' ? warnings.push(log) : handler(level, log)),
      },
    },
  });
  const outputs = [result].flat().flatMap((part) => part.output);
  refuseImportMeta(outFile, outputs, warnings);
  for (const output of outputs)
    writeWhole(path.join(path.dirname(outFile), output.fileName), output.code ?? output.source);
}

// Rolldown turns import.meta into {} in CommonJS and only warns; import.meta.dirname is then undefined at run time.
function refuseImportMeta(outFile, outputs, warnings) {
  const chunks = outputs.filter((output) => output.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`${outFile}: expected one chunk, got ${chunks.length}`);
  const left = chunks[0].code
    .split('\n')
    .findIndex((line) => /^(?!\s*(\/\/|\*)).*\bimport\.meta\b(?!['"`])/.test(line));
  if (warnings.length === 0 && left < 0) return;
  const place = warnings[0]?.message ?? `line ${left + 1} of the bundle`;
  throw new Error(`${outFile}: import.meta does not exist in CommonJS; use __dirname.\n${place}`);
}

function writeWhole(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, file);
}

/**
 * What plotly needs of a bundle: `global`, and the page's form of Node's `buffer`, which its pool of arrays asks for
 * when it is loaded.
 */
export const chartLibrary = {
  define: { global: 'globalThis' },
  resolve: { alias: [{ find: /^buffer$/, replacement: path.join(root, 'node_modules/buffer/index.js') }] },
};

/** Settings of the window's page, shared by the build and by the tests that render components. */
export function rendererConfig() {
  return {
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    ...chartLibrary,
  };
}

// Beside each text file, for a browser host behind a slow line; the desktop has no use for them.
function compressFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    if (bytes.length > 1024) writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Builds the window's page into out/renderer, replacing the former one in a single step. */
export async function bundleRenderer() {
  const outDir = path.join(root, 'out', `renderer.${process.pid}.part`);
  await build({
    ...rendererConfig(),
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome111', 'firefox115', 'safari16.4'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 6000,
      reportCompressedSize: false,
    },
  });
  compressFiles(outDir);
  const place = path.join(root, 'out', 'renderer');
  const old = `${outDir}.old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(outDir, place);
  rmSync(old, { recursive: true, force: true });
}

/** The scripts of the built page with their sizes, the largest first: the charts are a chunk of their own. */
export function rendererSizes() {
  const folder = path.join(root, 'out/renderer/assets');
  const size = (file) => `${Math.round(statSync(path.join(folder, file)).size / 1000)} kB`;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort((a, b) => statSync(path.join(folder, b)).size - statSync(path.join(folder, a)).size)
    .map(
      (file) =>
        `${file.startsWith('plotly') ? 'charts' : 'page'} ${file}: ${size(file)}, ${size(`${file}.gz`)} compressed`,
    );
}
