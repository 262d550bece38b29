import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../runMain';

// What @electron/fuses looks for in the executable: a sentinel, the version, the count and a state per fuse.
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09${'101100011'}`;

/**
 * Packs the built app with electron-builder as a release does, around a stand-in for Electron's own files, and returns
 * the packed folder. Everything but Electron itself is real: archive, unpacked files, fuses, the afterPack check.
 */
export function packWithStub(folder: string): string {
  const stub = path.join(folder, 'electron');
  const version = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')).version;
  for (const each of ['resources', 'locales']) mkdirSync(path.join(stub, each), { recursive: true });
  writeFileSync(path.join(stub, 'version'), version);
  writeFileSync(path.join(stub, 'electron'), `#!/bin/sh\nexit 0\n#${fuseWire}\n`, 'latin1');
  chmodSync(path.join(stub, 'electron'), 0o755);
  const args = [
    path.join(root, 'node_modules/electron-builder/cli.js'),
    ...['--linux', 'dir', '--publish', 'never'],
    `-c.electronDist=${stub}`,
    `-c.electronVersion=${version}`,
    `-c.directories.output=${path.join(folder, 'dist')}`,
  ];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 110_000 });
  if (run.status !== 0) throw new Error(`electron-builder failed:\n${run.stdout}\n${run.stderr}`);
  return path.join(folder, 'dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
}
