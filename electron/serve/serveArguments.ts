import path from 'node:path';
import { parseArgs } from 'node:util';
import { RankscopeError } from '../../shared/wire/errors';
import type { ServeOptions } from './startServer';

const options = {
  port: { type: 'string', default: '0' },
  root: { type: 'string', multiple: true, default: [] as string[] },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  idle: { type: 'string' },
  memory: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
} as const;

/**
 * The arguments of `serve.cjs`: `[case] --port N --root DIR --allow-host HOST:PORT --idle MINUTES --memory 4GB
 * --no-open`. `folder` is where the built engine and page lie.
 * @throws RankscopeError `usage`
 */
export function serveArguments(args: string[], folder: string): Omit<ServeOptions, 'log'> {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw usage('Name one case at most.');
  return {
    startCase: positionals[0] ?? null,
    port: number('--port', values.port, 0, 65_535, true),
    roots: values.root,
    allowHosts: values['allow-host'],
    open: !values['no-open'],
    idleMinutes: values.idle === undefined ? null : number('--idle', values.idle, 0.1, 1e6, false),
    memoryLimit: values.memory ?? null,
    engineFile: path.join(folder, 'engine.cjs'),
    rendererDir: path.join(folder, 'renderer'),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : String(cause));
  }
}

function number(flag: string, text: string, least: number, most: number, whole: boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw usage(`${flag} takes a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not "${text}".`);
}

function usage(message: string): RankscopeError {
  return new RankscopeError({ code: 'usage', message, hint: 'See "rankscope serve --help".' });
}
