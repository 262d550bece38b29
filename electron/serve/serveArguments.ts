import path from 'node:path';
import { parseArgs } from 'node:util';
import { RankscopeError } from '../../shared/wire/errors';
import type { ServeOptions } from './startServer';

const options = {
  port: { type: 'string', default: '0' },
  root: { type: 'string', multiple: true, default: [] as string[] },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  'idle-exit': { type: 'string' },
  memory: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
} as const;

/**
 * The arguments of `serve.cjs`: `[case] --port N --root DIR --allow-host HOST:PORT --idle-exit 30m --memory 4GB
 * --no-open`. `folder` is where the built engine and page lie.
 * @throws RankscopeError `usage`
 */
export function serveArguments(args: string[], folder: string): Omit<ServeOptions, 'log'> {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw usage('Name one case at most.');
  return {
    startCase: positionals[0] ?? null,
    port: port(values.port),
    roots: values.root,
    allowHosts: values['allow-host'],
    open: !values['no-open'],
    idleMinutes: values['idle-exit'] === undefined ? null : idle(values['idle-exit']),
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

function port(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw usage(`--port takes a whole number from 0 to 65535, not "${text}".`);
}

function idle(text: string): number {
  const minutes = parseIdle(text);
  if (minutes !== null) return minutes;
  throw usage(`--idle-exit takes a time such as 90s, 30m or 2h, not "${text}".`);
}

const unitMinutes: Record<string, number> = { s: 1 / 60, m: 1, h: 60 };

/** Minutes in a time such as `90s`, `30m` or `2h`; null when it is none, or too long for a timer. */
export function parseIdle(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([smh])$/.exec(text.trim());
  const minutes = match ? Number(match[1]) * (unitMinutes[match[2] ?? ''] ?? 0) : 0;
  return minutes > 0 && minutes < 30_000 ? minutes : null;
}

function usage(message: string): RankscopeError {
  return new RankscopeError({ code: 'usage', message, hint: 'See "rankscope serve --help".' });
}
