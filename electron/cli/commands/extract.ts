import { RankscopeError } from '../../../shared/wire/errors';
import { loadCase } from '../../engine/case/loadCase';
import { extractSample } from '../../engine/extract/extractSample';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';

export interface ExtractCommandOptions extends GlobalOptions {
  dialect: string;
  rate: string;
  unit: string;
  from?: string;
  to?: string;
  salt: string;
  table?: string[];
  columns?: string;
  features?: string;
  clickWindow: string;
  orderWindow: string;
}

/** `rankscope extract`: the warehouse SQL of a sample, on standard output; nothing is run. */
export async function extractCommand(
  casePath: string | undefined,
  options: ExtractCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const loaded = casePath === undefined ? null : await loadCase(casePath);
  const sample = extractSample({
    dialect: options.dialect,
    rate: Number(options.rate),
    unit: options.unit,
    from: options.from ?? null,
    to: options.to ?? null,
    salt: options.salt,
    tables: pairs('--table', options.table ?? [], ['impressions', 'clicks', 'orders']),
    columns: pairs('--columns', (options.columns ?? '').split(',').filter(Boolean), null),
    features: (options.features ?? '').split(',').filter(Boolean),
    windows: { click: options.clickWindow, order: options.orderWindow },
    case: loaded?.case ?? null,
  });
  if (!options.json) {
    terminal.out(sample.sql);
    return;
  }
  const common = { version: 1, case: loaded?.case.name ?? null, inputs: [], seed: options.seed ?? 0, definitions: {} };
  terminal.out(`${JSON.stringify({ ...common, warnings: [], ...sample })}\n`);
}

function pairs(option: string, given: readonly string[], known: readonly string[] | null): Record<string, string> {
  const found: Record<string, string> = {};
  for (const each of given) {
    const [name, ...rest] = each.split('=');
    if (!name || rest.length === 0 || (known && !known.includes(name))) {
      throw new RankscopeError({
        code: 'usage',
        message: `${option} "${each}" is not of the form name=value.`,
        hint: known
          ? `Names are ${known.join(', ')}; an empty value leaves one out.`
          : 'Such as request=search_id,item=sku.',
      });
    }
    found[name.trim()] = rest.join('=').trim();
  }
  return found;
}
