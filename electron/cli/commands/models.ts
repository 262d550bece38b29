import type { Contract } from '../../../shared/contract';
import type { ModelDiff, ModelImportance, ModelPage } from '../../../shared/models/modelSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import type { GlobalOptions } from '../globalOptions';
import { diffText } from '../modelDiffText';
import { modelsText } from '../modelListText';
import { modelText } from '../modelText';
import type { Terminal } from '../terminal';
import { type OpenCase, withCase } from '../withCase';

export interface ModelsOptions extends GlobalOptions {
  model?: string;
  diff?: string[];
}

/** One model with what takes longer: importance and the three links of A14. */
export interface WholeModel {
  model: ModelPage;
  importance: ModelImportance;
  fidelity: Contract['fidelity.model']['result'];
}

/** `rankscope models`: the models of a case, one of them, or what two differ in. */
export async function modelsCommand(casePath: string, options: ModelsOptions, terminal: Terminal): Promise<void> {
  const pair = pairOf(options);
  const seed = options.seed ?? 0;
  const { info, found, text } = await withCase(casePath, options, terminal, async (open) => {
    const { info } = open;
    if (pair) {
      const diff = await diffOf(open, pair, seed);
      return { info, found: diff, text: diffText(diff) };
    }
    if (options.model !== undefined) {
      const whole = await wholeModel(open, options.model, seed);
      return { info, found: whole, text: modelText(whole) };
    }
    return { info, found: { models: info.models }, text: modelsText(info) };
  });
  if (!options.json) return terminal.out(text);
  const common = { version: 1, case: info.name, inputs: info.inputs, seed, definitions, warnings: warningsOf(found) };
  terminal.out(`${JSON.stringify({ ...common, ...('a' in found ? { diff: found } : found) })}\n`);
}

const definitions = {
  gain: 'sum of the loss reductions of the splits on the feature, over all trees',
  splits: 'number of splits on the feature, over all trees',
  shap: 'mean |Shapley value| of the score over sampled rows of the log; se = standard deviation / sqrt(rows)',
};

function pairOf({ diff, model }: ModelsOptions): [string, string] | null {
  if (!diff) return null;
  if (model !== undefined)
    throw new RankscopeError({ code: 'usage', message: '--diff and --model exclude each other.' });
  const [a, b] = diff;
  if (diff.length === 2 && a !== b) return [a!, b!];
  throw new RankscopeError({
    code: 'usage',
    message: '--diff takes two different models.',
    hint: 'For example --diff baseline candidate, after the case.',
  });
}

function diffOf({ engine, session, context }: OpenCase, [a, b]: [string, string], seed: number): Promise<ModelDiff> {
  return engine.table['models.diff']({ session, a, b, seed }, context);
}

async function wholeModel({ engine, session, context }: OpenCase, name: string, seed: number): Promise<WholeModel> {
  const model = await engine.table['models.get']({ session, model: name }, context);
  const fidelity = await engine.table['fidelity.model']({ session, model: name }, context);
  const wish = { session, model: name, rows: null, seed };
  const importance = await engine.table['models.importance'](wish, context);
  return { model, importance, fidelity };
}

function warningsOf(found: WholeModel | ModelDiff | object): string[] {
  return 'importance' in found ? found.importance.warnings : [];
}
