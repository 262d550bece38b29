import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import lockfile from 'proper-lockfile';
import { build } from 'vite';
import { chartLibrary } from './bundles.mjs';
import { listFiles, root } from './project.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

// The policy of both hosts, as strict as the product's own page gets.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const kept = path.join(root, 'out/tools');

/** The page of canned states as a folder, built anew when a source has changed since: several test files share a build. */
export async function harnessFolder() {
  const place = path.join(kept, `harness-${stampOf()}`);
  if (existsSync(place)) return place;
  mkdirSync(kept, { recursive: true });
  // Test files that start together wait for the build of the first.
  const release = await lockfile.lock(kept, {
    stale: 60_000,
    retries: { retries: 600, minTimeout: 100, maxTimeout: 200 },
  });
  try {
    if (!existsSync(place)) await buildInto(place);
  } finally {
    await release();
  }
  return place;
}

async function buildInto(place) {
  const outDir = path.join(kept, `harness-part-${process.pid}`);
  await build({
    configFile: false,
    root: path.join(root, 'test/e2e/harness'),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    ...chartLibrary,
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 6000,
      reportCompressedSize: false,
    },
  });
  const old = readdirSync(kept).filter((name) => /^harness-[0-9a-f]{16}$/.test(name));
  for (const name of old) rmSync(path.join(kept, name), { recursive: true, force: true });
  renameSync(outDir, place);
}

function stampOf() {
  const hash = createHash('sha256');
  const files = ['shared', 'renderer', 'test/e2e/harness'].flatMap((folder) => listFiles(folder));
  for (const file of [...files, 'package-lock.json', 'scripts/bundles.mjs', 'scripts/harness.mjs']) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Serves the harness on a port of this machine. */
export async function serveHarness() {
  const folder = await harnessFolder();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, path.normalize(pathname));
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

if (process.argv[1] === import.meta.filename) {
  const { origin } = await serveHarness();
  console.log(JSON.stringify({ url: origin }));
}
