import { spawn } from 'node:child_process';
import path from 'node:path';
import { bundleNode } from './bundles.mjs';
import { root } from './project.mjs';

/** `node scripts/runTs.mjs <entry.ts> [arguments]`: bundles a TypeScript tool into out/tools/ and runs it. */
async function main([entry, ...args]) {
  if (!entry) throw new Error('usage: node scripts/runTs.mjs <entry.ts> [arguments]');
  const file = path.relative(root, path.resolve(entry));
  const outFile = path.join(root, 'out/tools', `${file.replaceAll(/[\\/]/g, '.').replace(/\.[cm]?tsx?$/, '')}.cjs`);
  await bundleNode({ entry: file, outFile, target: 'node20', required: ['playwright-core'] });
  const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' };
  const child = spawn(process.execPath, ['--enable-source-maps', outFile, ...args], { stdio: 'inherit', env });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}

await main(process.argv.slice(2));
