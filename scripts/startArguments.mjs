import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

const flagsWithValue = ['--port', '--root', '--idle-exit', '--allow-host', '--memory', '--session-dir'];
const browserFlags = ['--browser', ...flagsWithValue, '--no-open', '--help'];

/**
 * What `npm start` was asked for: the arguments to pass on, a case among them, the case that was named, and the flag
 * that only the browser host understands, if any.
 * @param {string[]} args
 */
export function readStart(args, samples = path.join(root, 'samples')) {
  const flag = browserFlags.find((each) => args.some((arg) => arg === each || arg.startsWith(`${each}=`)));
  const rest = args.filter((arg) => arg !== '--browser');
  const named = rest.find((arg, index) => !arg.startsWith('-') && !flagsWithValue.includes(rest[index - 1]));
  return { flag, named, args: named !== undefined ? rest : [...defaultCase(samples), ...rest] };
}

/** The first sample that is here and needs no data from elsewhere; nothing where the samples were not kept. */
function defaultCase(samples) {
  const cases = ['souq', 'small'].map((name) => path.join(samples, name));
  return cases.filter((each) => existsSync(path.join(each, 'case.yaml'))).slice(0, 1);
}
