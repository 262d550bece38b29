import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { listPackage, statFile } from '@electron/asar';

const needed = ['out/main.cjs', 'out/preload.cjs', 'out/engine.cjs', 'out/renderer/index.html', 'package.json'];

const shared = ['@duckdb/node-bindings', 'detect-libc', 'onnxruntime-common', 'onnxruntime-node'];

const archiveLimitBytes = 40e6;
const nativeLimitBytes = 180e6;

/**
 * What is wrong with a packaged app, as sentences: missing or superfluous files, native code that is not on disk or
 * belongs to another system, and sizes over budget. `resources` is its resources folder.
 */
export function packageProblems(resources, { platform, arch }) {
  const archive = path.join(resources, 'app.asar');
  const archived = listPackage(archive, { isPack: false }).map(posix);
  const unpacked = filesUnder(`${archive}.unpacked`);
  const binding = `@duckdb/node-bindings-${platform}-${arch}`;
  const natives = [`node_modules/${binding}/`, `node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/`];
  const own = (file) => natives.some((folder) => file.startsWith(folder));
  const modules = new Set(archived.flatMap((file) => /^node_modules\/((@[^/]+\/)?[^/@]+)\//.exec(file)?.[1] ?? []));
  const bytes = unpacked.reduce((sum, { size }) => sum + size, 0);
  return [
    ...needed.filter((file) => !archived.includes(file)).map((file) => `${file} is missing`),
    ...[`${natives[0]}duckdb.node`, `${natives[1]}onnxruntime_binding.node`]
      .filter((file) => !unpacked.some((each) => each.file === file))
      .map((file) => `${file} is not unpacked`),
    ...archived.filter((file) => isNative(file) && !own(file)).map((file) => `${file} is for another system`),
    ...archived
      .filter((file) => !/^(out|node_modules|package\.json)(\/|$)/.test(file))
      .map((file) => `${file} is not product`),
    ...archived
      .filter((file) => /\.(map|ts|gz)$|^out\/(tools|stamp|cli|serve)/.test(file))
      .map((file) => `${file} is not product`),
    ...[...modules]
      .filter((name) => ![...shared, binding].includes(name))
      .map((name) => `package ${name} is not needed`),
    ...(statSync(archive).size > archiveLimitBytes ? [`app.asar has ${statSync(archive).size} bytes`] : []),
    ...(bytes > nativeLimitBytes ? [`the native files have ${bytes} bytes`] : []),
  ];
}

/**
 * What a packaged app holds, as lines for people: our files one by one, packages as a whole, native files with where
 * they lie, each with its bytes.
 */
export function packageListing(resources) {
  const archive = path.join(resources, 'app.asar');
  const unpacked = filesUnder(`${archive}.unpacked`);
  const packed = listPackage(archive, { isPack: false })
    .map(posix)
    .filter((file) => !unpacked.some((each) => each.file === file))
    .flatMap((file) => {
      const { size } = statFile(archive, path.normalize(file), false);
      return size === undefined ? [] : [{ file, size }];
    });
  const sums = new Map();
  for (const { file, size } of packed) {
    const group =
      /^node_modules\/((@[^/]+\/)?[^/]+)\//.exec(file)?.[0] ?? /^out\/renderer\/assets\//.exec(file)?.[0] ?? file;
    const { bytes, count } = sums.get(group) ?? { bytes: 0, count: 0 };
    sums.set(group, { bytes: bytes + size, count: count + 1 });
  }
  return [
    `app.asar ${bytesText(statSync(archive).size)}`,
    ...[...sums].map(
      ([name, { bytes, count }]) => `  ${bytesText(bytes)} ${name}${count > 1 ? ` (${count} files)` : ''}`,
    ),
    `app.asar.unpacked ${bytesText(unpacked.reduce((sum, { size }) => sum + size, 0))}`,
    ...unpacked.filter(({ size }) => size > 0).map(({ file, size }) => `  ${bytesText(size)} ${file}`),
  ];
}

function bytesText(bytes) {
  return `${bytes.toLocaleString('en').padStart(12)}`;
}

function isNative(file) {
  return /\.(node|dll|dylib|exe)$|\.so(\.|$)/.test(file);
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file: posix(path.relative(folder, file)), size: statSync(file).size }));
}

function posix(file) {
  return file.split(path.sep).join('/').replace(/^\//, '');
}
