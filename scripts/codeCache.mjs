import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/**
 * `node scripts/codeCache.mjs <bundle.cjs> [arguments]`: runs a built program once and writes what V8 compiled of it to
 * `<bundle.cjs>.cache`. The source is wrapped as `electron/cli/runCompiled.ts` does it, or V8 would not take the cache.
 */
function main([bundle, ...args]) {
  const file = path.resolve(bundle);
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file });
  process.argv = [process.execPath, file, ...args];
  process.on('exit', () => {
    const part = `${file}.cache.${process.pid}.part`;
    writeFileSync(part, script.createCachedData());
    renameSync(part, `${file}.cache`);
  });
  const loaded = new Module(file);
  loaded.filename = file;
  script.runInThisContext()(loaded.exports, createRequire(file), loaded, file, path.dirname(file));
}

main(process.argv.slice(2));
