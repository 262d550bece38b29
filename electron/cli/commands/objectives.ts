import { RankscopeError } from '../../../shared/wire/errors';
import type { GlobalOptions } from '../globalOptions';
import { objectivesText } from '../objectivesText';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';
import { listOf } from './compare';

export interface ObjectivesOptions extends GlobalOptions {
  models?: string;
  slice?: string;
}

/** `rankscope objectives`: every objective of a model against its label, and whether the weights mean anything. */
export async function objectivesCommand(
  casePath: string,
  options: ObjectivesOptions,
  terminal: Terminal,
): Promise<void> {
  const slice = options.slice ?? null;
  const { info, models } = await withCase(casePath, options, terminal, async ({ engine, session, info, context }) => {
    const several = info.models.filter(({ objectives, state }) => objectives !== undefined && state === 'ready');
    const names = listOf(options.models) ?? several.map(({ name }) => name);
    if (names.length === 0) throw withoutObjectives();
    const models = [];
    for (const model of names) models.push(await engine.table['models.objectives']({ session, model, slice }, context));
    return { info, models };
  });
  if (!options.json) {
    terminal.out(models.map(objectivesText).join('\n'));
    return;
  }
  const warnings = [...new Set(models.flatMap((each) => each.warnings))];
  terminal.out(`${JSON.stringify({ version: 1, case: info.name, inputs: info.inputs, slice, models, warnings })}\n`);
}

function withoutObjectives(): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: 'No scored model of this case has several objectives.',
    hint: 'Name the outputs of a model under objectives: in case.yaml.',
  });
}
