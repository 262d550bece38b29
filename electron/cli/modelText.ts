import { formatCount, formatCounted, formatPercent, missing } from '../../shared/format/numbers';
import type { FeatureImportance, ModelInput } from '../../shared/models/modelSchemas';
import { contentFacts, fileFacts, inputShare, scoreFacts } from '../../shared/models/pageFacts';
import type { WholeModel } from './commands/models';
import { linkLines } from './fidelityText';
import { textTable } from './textTable';

const mostFeatures = 30;

/** One model for people: facts, inputs, importance, fidelity. */
export function modelText(whole: WholeModel): string {
  const { model } = whole;
  const head = `${model.name}: ${model.kind}${model.mlflow ? ' in an MLflow folder' : ''}, ${model.state}`;
  const facts = [...fileFacts(model), ...contentFacts(model), ...scoreFacts(model)];
  const parts = [
    head + (model.reason === null ? '' : `\n${model.reason}`),
    textTable(
      ['', ''],
      facts.map(([name, value]) => [name, value]),
      [],
    ).replace(/^\s*\n/, ''),
    inputsText(whole),
    importanceText(whole),
    fidelityText(whole),
  ];
  return `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function inputsText({ model }: WholeModel): string {
  const { inputs, inputsReason, unused } = model;
  if (!inputs) return inputsReason === null ? '' : `inputs: ${inputsReason}`;
  const rows = inputs.map((input) => [
    input.name,
    input.values > 1 ? `${input.column} (${formatCounted(input.values, 'value')})` : input.column,
    input.scope === 'request' ? `${input.type}, request` : input.type,
    formatPercent(inputShare(input, input.filled)),
    formatPercent(inputShare(input, input.nulls + input.nans)),
    fillText(input),
    input.atDefault === null ? missing : formatPercent(inputShare(input, input.atDefault)),
  ]);
  const head = ['input', 'from the log', 'type', 'filled', 'missing', 'filled with', 'equal to it'];
  const rest = unused.length === 0 ? '' : `\nnot used: ${unused.join(', ')}\n`;
  return `${textTable(head, rows, [3, 4, 6])}${rest}`;
}

function fillText({ missing: own, default: written }: ModelInput): string {
  return own === null && written === null ? missing : String(own ?? written);
}

function importanceText({ importance }: WholeModel): string {
  const { features, sampledRows, rows, seed, method, output, gainReason, shapReason } = importance;
  if (features.length === 0) return `importance: ${shapReason}`;
  const of = `${formatCount(sampledRows)} of ${formatCount(rows)} rows, seed ${seed}`;
  const lines = [
    method === null ? `mean |SHAP|: ${shapReason}` : `importance; mean |SHAP| of ${output} over ${of} (${method})`,
  ];
  // A model without trees has no gains and no counts at all.
  const columns = features.some(({ splits }) => splits !== null) ? 5 : 3;
  const cells = features.slice(0, mostFeatures).map((each) => importanceRow(each).slice(0, columns));
  const head = ['feature', 'mean |SHAP|', '± se', 'gain', 'splits'].slice(0, columns);
  lines.push(textTable(head, cells, [1, 2, 3, 4]).trimEnd());
  if (features.length > mostFeatures) lines.push(`and ${features.length - mostFeatures} more; --json has all`);
  if (gainReason !== null) lines.push(`gain: ${gainReason}`);
  return lines.join('\n');
}

function importanceRow({ feature, shap, se, gain, splits }: FeatureImportance): string[] {
  return [feature, short(shap), short(se), short(gain), splits === null ? missing : formatCount(splits)];
}

function short(value: number | null): string {
  return value === null ? missing : String(Number(value.toPrecision(4)));
}

function fidelityText({ fidelity: { score, rank, shown } }: WholeModel): string {
  const { verdict, parity, parityReason, comparedRows, link, cause } = score;
  const facts =
    verdict === 'unchecked'
      ? ` (${cause ?? parityReason ?? 'the case does not say that it was served'})`
      : `; ${formatPercent(parity)} of ${formatCounted(comparedRows, 'row')} within tolerance${link && link !== 'none' ? `, link ${link}` : ''}${cause ? `; likely cause ${cause}` : ''}`;
  const links = rank && shown ? linkLines({ rank, shown }) : [];
  return [`file → logged score: ${verdict}${facts}`, ...links].join('\n');
}
