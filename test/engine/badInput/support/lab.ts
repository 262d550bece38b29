import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sessionFileOf } from '../../../../electron/engine/session/sessionLocation';
import { writeFiles } from '../../session/caseFolder';
import { type CommandResult, runCommand } from '../../support/runCommand';
import { goodFiles } from './goodCase';

/** A place with a good case, its cache and a folder for temporary files, each seen by the product only there. */
export interface Lab {
  /** The folder that holds all of it. */
  root: string;
  /** The case folder. */
  folder: string;
  cacheDir: string;
  /** What `os.tmpdir()` gives while the lab is open. */
  temporary: string;
  /** The session file of the case. */
  session: string;
  /** Makes the case folder hold the good files and nothing else, or these. */
  reset(files?: Readonly<Record<string, string | Uint8Array>>): void;
  close(): void;
}

export function openLab(): Lab {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'rankscope-bad-')));
  const [folder, cacheDir, temporary] = ['case', 'cache', 'tmp'].map((name) => path.join(root, name));
  for (const each of [folder!, cacheDir!, temporary!]) mkdirSync(each);
  const before = { cache: process.env.RANKSCOPE_CACHE, temporary: process.env.TMPDIR };
  process.env.RANKSCOPE_CACHE = cacheDir;
  process.env.TMPDIR = temporary;
  const reset = (files = goodFiles()) => {
    rmSync(folder!, { recursive: true, force: true });
    writeFiles(folder!, files);
  };
  reset();
  return {
    root,
    folder: folder!,
    cacheDir: cacheDir!,
    temporary: temporary!,
    session: sessionFileOf(cacheDir!, path.join(folder!, 'case.yaml')),
    reset,
    close() {
      restore('RANKSCOPE_CACHE', before.cache);
      restore('TMPDIR', before.temporary);
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Everything below a folder: relative path to a digest of a file's bytes, `folder`, or where a link leads. */
export function snapshot(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(names.map((name) => [name, digest(path.join(folder, name))]));
}

function digest(file: string): string {
  const facts = lstatSync(file);
  if (facts.isSymbolicLink()) return `link to ${readlinkSync(file)}`;
  if (facts.isDirectory()) return 'folder';
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Mean ndcg@10 of every model of a case or session, by name. */
export async function meansOf(target: string, ...more: string[]): Promise<Record<string, number>> {
  const result = await runCommand('compare', target, '--means', '--metrics', 'ndcg@10', '--json', '--quiet', ...more);
  return readMeans(result);
}

export function readMeans({ code, out, err }: CommandResult): Record<string, number> {
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
  const { metrics } = JSON.parse(out) as { metrics: { model: string; mean: number }[] };
  return Object.fromEntries(metrics.map(({ model, mean }) => [model, mean]));
}
