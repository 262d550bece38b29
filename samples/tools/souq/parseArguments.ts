import { parseArgs } from 'node:util';
import { presets } from './presets';
import { pageSize, type Settings } from './settings';

const usage = `usage: node scripts/runTs.mjs samples/tools/souq/generate.ts -- --out DIR [options]

Writes a simulated case whose truth is known. The same options give the same bytes.

--out DIR                a new or empty folder, or one that this tool wrote before
--preset NAME            ${Object.keys(presets).join(', ')}; souq by default

The options below change the preset; the values of souq stand in parentheses.
--users N                people, at least 10 (souq: ${presets.souq!.users})
--items N                items, at least 400 (${presets.souq!.items})
--days N                 days of the log from 2026-06-01, at least 2 (${presets.souq!.days})
--requests-per-user X    requests of a person over all days, on average (${presets.souq!.requestsPerUser})
--logged N               candidates of a request that the log keeps, at least what its pages show (${presets.souq!.logged})
--seed N                 another world by the same rules (${presets.souq!.seed})
--strength X             share of the planted fault that is there, from 0 to 1 (${presets.souq!.strength})
--daily-traffic X        traffic behind the daily click rate; below 1 the rate is noisier (${presets.souq!.dailyTraffic})
--models DIR             folder of baseline.txt and candidate.txt (samples/souq/models)
--help                   this text`;

export interface Arguments {
  settings: Settings;
  out: string;
  /** Folder of baseline.txt and candidate.txt. */
  models: string;
}

const numbers = ['users', 'items', 'days', 'requests-per-user', 'logged', 'seed', 'strength', 'daily-traffic'] as const;

/** The command line; `--` alone is skipped. The usage where `--help` asks for it; errors are sentences. */
export function parseArguments(argv: readonly string[]): Arguments | string {
  const values = readOptions(argv);
  if (values.help) return usage;
  const preset = presets[values.preset ?? 'souq'];
  if (!preset) throw new Error(`There is no preset ${values.preset}; there are ${Object.keys(presets).join(', ')}.`);
  if (!values.out) throw new Error('--out is missing: the folder to write to. --help tells all options.');
  const number = (name: (typeof numbers)[number], fallback: number, most = Number.MAX_SAFE_INTEGER) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!(value >= 0 && value <= most)) throw new Error(`--${name} must be a number from 0 to ${most}.`);
    return value;
  };
  const whole = (name: (typeof numbers)[number], fallback: number, least: number) => {
    const value = number(name, fallback);
    if (!Number.isInteger(value) || value < least)
      throw new Error(`--${name} must be a whole number of at least ${least}.`);
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
  return { settings, out: values.out, models: values.models ?? 'samples/souq/models' };
}

type Values = Partial<Record<(typeof numbers)[number] | 'preset' | 'out' | 'models', string>> & { help?: boolean };

function readOptions(argv: readonly string[]): Values {
  const texts = [...numbers, 'preset', 'out', 'models'].map((name) => [name, { type: 'string' as const }] as const);
  const options = { ...Object.fromEntries(texts), help: { type: 'boolean' as const } };
  return parseArgs({ args: argv.filter((each) => each !== '--'), options, strict: true }).values as Values;
}
