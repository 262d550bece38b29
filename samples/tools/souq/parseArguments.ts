import { parseArgs } from 'node:util';
import { presets } from './presets';
import { pageSize, type Settings } from './settings';

const usage = `usage: node scripts/runTs.mjs samples/tools/souq/generate.ts --out DIR
  [--preset ${Object.keys(presets).join('|')}] [--users N] [--items N] [--days D] [--requests-per-user R]
  [--logged N] [--seed S] [--strength X] [--daily-traffic X] [--models DIR]`;

export interface Arguments {
  settings: Settings;
  out: string;
  /** Folder of baseline.txt and candidate.txt. */
  models: string;
}

const numbers = ['users', 'items', 'days', 'requests-per-user', 'logged', 'seed', 'strength', 'daily-traffic'] as const;

/** The command line; `--` alone is skipped. Errors are sentences with the usage. */
export function parseArguments(argv: readonly string[]): Arguments {
  const options = Object.fromEntries(
    [...numbers, 'preset', 'out', 'models'].map((name) => [name, { type: 'string' as const }]),
  );
  const { values } = parseArgs({ args: argv.filter((each) => each !== '--'), options, strict: true });
  const preset = presets[String(values.preset ?? 'souq')];
  if (!preset) throw new Error(`There is no preset ${String(values.preset)}.\n${usage}`);
  if (!values.out) throw new Error(`--out is missing.\n${usage}`);
  const number = (name: (typeof numbers)[number], fallback: number, most = Number.MAX_SAFE_INTEGER) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!(value >= 0 && value <= most)) throw new Error(`--${name} must be a number from 0 to ${most}.\n${usage}`);
    return value;
  };
  const whole = (name: (typeof numbers)[number], fallback: number, least: number) => {
    const value = number(name, fallback);
    if (!Number.isInteger(value) || value < least)
      throw new Error(`--${name} must be a whole number of at least ${least}.\n${usage}`);
    return value;
  };
  const settings = {
    ...preset,
    users: whole('users', preset.users, 10),
    items: whole('items', preset.items, 400),
    days: whole('days', preset.days, 2),
    requestsPerUser: number('requests-per-user', preset.requestsPerUser),
    logged: whole('logged', preset.logged, pageSize * preset.pages),
    seed: whole('seed', preset.seed, 0),
    strength: number('strength', preset.strength, 1),
    dailyTraffic: number('daily-traffic', preset.dailyTraffic),
  };
  return { settings, out: String(values.out), models: String(values.models ?? 'samples/souq/models') };
}
