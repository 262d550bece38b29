import { exactNumber, formatPercent, missing } from '../../../shared/format/numbers';
import type { ModelInput, ModelPage } from '../../../shared/models/modelSchemas';
import { inputShare } from '../../../shared/models/pageFacts';

/** What stands in place of a missing value; "–" where nothing does. */
export function fillText({ missing: own, default: written }: ModelInput): string {
  return own === null && written === null ? missing : String(own ?? written);
}

/** Who says so. */
export function fillReason({ missing: own, default: written }: ModelInput): string | undefined {
  if (own !== null) return 'missing: or pad: of this model';
  return written === null ? 'Missing values reach the model as they are' : 'features.defaults of the case';
}

/** Missing values as a share, with NaN told apart on hover. */
export function absentText(input: ModelInput): { text: string; hint: string } {
  const { nulls, nans } = input;
  const hint = `${exactNumber(nulls)} rows without a value, ${exactNumber(nans)} rows with NaN`;
  return { text: formatPercent(inputShare(input, nulls + nans)), hint };
}

/** The table of inputs as text: names, then numbers unrounded. */
export function inputTexts({ inputs }: ModelPage): string[][] {
  const head = ['input', 'name', 'column', 'values', 'type', 'scope', 'features', 'missing', 'default'];
  const counts = ['filled', 'null', 'nan', 'at_default'];
  const rows = (inputs ?? []).map((each) => [
    ...[each.input, each.name, each.column, each.values, each.type, each.scope, each.source],
    ...[each.missing, each.default, each.filled, each.nulls, each.nans, each.atDefault],
  ]);
  return [[...head, ...counts], ...rows.map((row) => row.map((cell) => String(cell ?? '')))];
}
