import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

const browserFlags = ['--browser', '--port', '--no-open', '--root', '--help'];
const flagsWithValue = ['--port', '--root'];

/**
 * What `npm start` was asked for: the arguments to pass on, a case among them, and the flag that only the browser host
 * understands, if any.
 * @param {string[]} args
 */
export function readStart(args, samples = path.join(root, 'samples')) {
  const flag = browserFlags.find((each) => args.some((arg) => arg === each || arg.startsWith(`${each}=`)));
  const rest = args.filter((arg) => arg !== '--browser');
  const named = rest.some((arg, index) => !arg.startsWith('-') && !flagsWithValue.includes(rest[index - 1]));
  return { flag, args: named ? rest : [...defaultCase(samples), ...rest] };
}

function defaultCase(samples) {
  const names = existsSync(samples) ? readdirSync(samples).sort() : [];
  const first = names.find((name) => existsSync(path.join(samples, name, 'case.yaml')));
  return first ? [path.join(samples, first)] : [];
}
