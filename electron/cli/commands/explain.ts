import type {
  BackgroundKind,
  ExplainCurve,
  ExplainItem,
  ExplainPair,
  ExplainSwap,
} from '../../../shared/explain/explainSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import { curveText, explainText, swapText } from '../explainText';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { type OpenCase, withCase } from '../withCase';

export interface ExplainOptions extends GlobalOptions {
  model: string;
  versus?: string;
  background: BackgroundKind;
  covers?: boolean;
  difference?: boolean;
  swap?: boolean;
  features?: string;
  curve?: string;
}

/** What one call found: the attribution, and the other two where they were asked for. */
export interface Explained {
  attribution: ExplainItem | ExplainPair;
  swap: ExplainSwap | null;
  curve: ExplainCurve | null;
}

/** `rankscope explain`: contributions to a score or to a difference of scores; the smallest swap; a position curve. */
export async function explainCommand(
  casePath: string,
  request: string,
  item: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  refuseMisuse(options);
  const wish = { request, item, model: options.model, seed: options.seed ?? 0 };
  const { info, found } = await withCase(casePath, options, terminal, async (open) => {
    const attribution = await attributionOf(open, wish, options);
    const swap = await swapOf(open, wish, options);
    const curve = await curveOf(open, wish, options);
    return { info: open.info, found: { attribution, swap, curve } };
  });
  if (options.json) {
    const { attribution, swap, curve } = found;
    const warnings = [...new Set([attribution, swap, curve].flatMap((each) => each?.warnings ?? []))];
    const common = { version: 1, case: info.name, inputs: info.inputs, seed: wish.seed };
    const more = { ...(swap && { swap }), ...(curve && { curve }) };
    const result = { ...common, versus: null, ...attribution, ...more, definitions: definitionsOf(found), warnings };
    terminal.out(`${JSON.stringify(result)}\n`);
    return;
  }
  const parts = [
    explainText(found.attribution),
    found.swap && swapText(found.swap),
    found.curve && curveText(found.curve),
  ];
  terminal.out(parts.flatMap((part) => part ?? []).join('\n'));
}

interface Wish {
  request: string;
  item: string;
  model: string;
  seed: number;
}

function attributionOf(
  { engine, session, context }: OpenCase,
  wish: Wish,
  options: ExplainOptions,
): Promise<ExplainItem | ExplainPair> {
  const { versus, background } = options;
  if (versus === undefined) {
    const covers = options.covers === true;
    return engine.table['explain.item']({ session, ...wish, background, covers }, context);
  }
  const attribution = options.difference ? ('difference' as const) : ('pairwise' as const);
  return engine.table['explain.pair']({ session, ...wish, versus, attribution, background }, context);
}

async function swapOf({ engine, session, context }: OpenCase, wish: Wish, { swap, versus, features }: ExplainOptions) {
  if (!swap || versus === undefined) return null;
  const names = features?.split(',').flatMap((name) => name.trim() || []) ?? null;
  return engine.table['explain.swap']({ session, ...wish, versus, features: names }, context);
}

async function curveOf({ engine, session, context }: OpenCase, wish: Wish, { curve }: ExplainOptions) {
  return curve === undefined ? null : engine.table['explain.curve']({ session, ...wish, feature: curve }, context);
}

function refuseMisuse({ versus, swap, difference, covers, features, background }: ExplainOptions): void {
  const needs = (name: string, other: string) => {
    throw new RankscopeError({ code: 'usage', message: `${name} needs ${other}.` });
  };
  if (swap && versus === undefined) needs('--swap', '--versus <item>');
  if (difference && versus === undefined) needs('--difference', '--versus <item>');
  if (features !== undefined && !swap) needs('--features', '--swap');
  if (covers && (versus !== undefined || background !== 'list')) {
    throw new RankscopeError({
      code: 'usage',
      message: '--covers takes neither --versus nor --background: the trees themselves say what is compared with.',
    });
  }
}

/** What the numbers are, by the keys of the result. */
function definitionsOf({ attribution, swap, curve }: Explained) {
  const { method, background, pairs } = attribution;
  const pairwise = 'versus' in attribution && attribution.attribution === 'pairwise';
  return {
    contributions: {
      estimator: method === 'permutation' ? `antithetic permutations, ${pairs} pairs` : method,
      game: background.kind === 'cover' ? 'path-dependent' : 'interventional',
      background: background.text,
      attribution: 'versus' in attribution ? attribution.attribution : 'item',
      sum: pairwise ? 'score of item - score of versus' : 'score - base',
    },
    ...(swap && { swap: { cost: 'features changed, then sum of |change| / MAD', mostFeatures: 4 } }),
    ...(curve && { curve: { rivals: 'fixed at their own scores', ties: 'item id descending' } }),
  };
}
