import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { FeatureRows } from '../../../shared/explain/batchScorer';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Column } from '../../../shared/wire/table';
import { fillMatrix } from '../scoring/fillMatrix';
import type { BatchInput } from '../scoring/modelRuntime';
import type { PlannedCell } from '../scoring/planCells';
import { type ModelPlan, planModel } from '../scoring/planModel';
import { planOutput } from '../scoring/planOutput';
import { processRuntime } from '../scoring/processRuntime';
import { logFeaturesOf } from '../scoring/trees/treeModel';
import type { Session } from '../session/session';
import type { OpenScorer } from './openScorer';

/** An ONNX file behind a `BatchScorer`; it stays loaded until `close`. Inputs of lists and of text are refused. */
export async function openOnnxScorer({ db }: Session, model: ResolvedModel, file: string): Promise<OpenScorer> {
  const runtime = processRuntime();
  const { handle, signature } = await runtime.load(file);
  const close = () => runtime.release(handle);
  try {
    const plan = planModel(signature, model, await logFeaturesOf(db));
    const output = planOutput(signature, model.output);
    const cells = plan.inputs.flatMap((input) => input.cells);
    cells.forEach(refuseLists);
    // Rows of a changed item belong to no request: what is fed once a call is then fed with every row.
    const apart = plan.inputs.some(({ perCall }) => perCall);
    return {
      fields: cells.map(({ column }) => column),
      fills: Float64Array.from(cells, ({ fill }) => Number(fill ?? Number.NaN)),
      score: async (input) => {
        const calls = apart ? Array<number>(input.rows).fill(1) : null;
        const batch = { rows: input.rows, inputs: inputsOf(plan, input), calls, fixedRows: plan.fixedRows };
        return (await runtime.run(handle, { ...batch, outputs: [output] }))[0]!;
      },
      trees: null,
      output: output.column === null ? output.tensor : `${output.tensor}[${output.column}]`,
      sameAsSession: true,
      warnings: output.classifier
        ? ['The output is a probability: contributions are shares of it, not of the margin before it.']
        : [],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function refuseLists({ column, element }: PlannedCell): void {
  if (element === null) return;
  throw new RankscopeError({
    code: 'unsupported',
    message: `The model takes the list "${column}"; explanations are built for features of one value.`,
  });
}

function inputsOf({ inputs }: ModelPlan, { rows, columns }: FeatureRows): BatchInput[] {
  let next = 0;
  return inputs.map(({ name, type, shape, cells, perCall, pad }) => {
    const values = cells.map(({ key }, at): Column => ({ name: key, type: 'f64', data: columns[next + at]! }));
    next += cells.length;
    return {
      name,
      type,
      width: cells.length,
      shape,
      perCall,
      pad,
      data: fillMatrix(values, { start: 0, rows }, type, {}),
    };
  });
}
