import type {
  Contribution,
  ExplainCurve,
  ExplainItem,
  ExplainPair,
  ExplainSwap,
} from '../../shared/explain/explainSchemas';
import { formatCount } from '../../shared/format/numbers';
import { textTable } from './textTable';

/** An attribution for people: what is explained, the parts, what they cannot say. */
export function explainText(result: ExplainItem | ExplainPair): string {
  const parts = [headline(result), ...('versus' in result ? versusLines(result) : [sumLine(result)])];
  if (result.contributions.length > 0) parts.push(contributionsTable(result));
  if (result.sameForAll.length > 0) {
    parts.push(`${sameWhere(result.background.kind)}: ${result.sameForAll.join(', ')}`);
  }
  parts.push(...result.warnings.map((warning) => `note: ${warning}`));
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

function sameWhere(kind: ExplainItem['background']['kind']): string {
  if (kind === 'item') return 'the same for both';
  if (kind !== 'list') return 'the same in the whole background';
  return 'same for all items, so they cannot explain the order (--background global says what they do to the score)';
}

function headline({
  item,
  request,
  model,
  position,
  items,
  servedPosition,
  output,
}: ExplainItem | ExplainPair): string {
  const served = servedPosition === null ? 'not shown' : `served at ${servedPosition}`;
  return `${item} in ${request} by ${model}: position ${position} of ${items} (${served}). Explained is ${output}.`;
}

function sumLine({ score, base, background, ...rest }: ExplainItem): string {
  return `score ${short(score)} = ${short(base)} on average of ${background.text} ${gap(score - base)} by features (${method(rest)})`;
}

function versusLines(result: ExplainPair): string[] {
  const { versus, versusPosition, score, base, background, attribution, ruled } = result;
  const scores = `against ${versus} at position ${versusPosition}: ${short(score)} - ${short(base)} = ${short(score - base)}`;
  if (ruled !== null) return [scores, ruled];
  const how = attribution === 'pairwise' ? 'the other item as background' : `difference under ${background.text}`;
  return [`${scores} (${how}, ${method(result)})`];
}

function method({ method: name, pairs }: Pick<ExplainItem, 'method' | 'pairs'>): string {
  if (name === 'tree') return 'TreeSHAP, exact';
  return name === 'exact' ? 'exact' : `sampled, ${pairs} pairs of permutations`;
}

function contributionsTable(result: ExplainItem | ExplainPair): string {
  const sampled = result.contributions.some(({ se }) => se !== null);
  const occluded = result.contributions.some(({ occlusion }) => occlusion !== null);
  const other = 'versus' in result ? result.versus : 'median of background';
  const head = [
    'feature',
    'value',
    other,
    'contribution',
    ...(sampled ? ['± se'] : []),
    ...(occluded ? ['alone'] : []),
  ];
  const row = (part: Contribution) => [
    part.feature,
    valueText(part, part.value),
    result.background.kind === 'cover' ? '–' : valueText(part, part.background),
    signed(part.contribution),
    ...(sampled ? [short(part.se ?? 0)] : []),
    ...(occluded ? [signed(part.occlusion ?? 0)] : []),
  ];
  return textTable(head, result.contributions.map(row), head.map((_, at) => at).slice(1));
}

function valueText({ columns }: Contribution, value: number | string | null): string {
  if (columns.length > 1) return `${formatCount(columns.length)} columns`;
  return value === null ? 'missing' : typeof value === 'string' ? value : short(value);
}

/** The smallest swap for people. */
export function swapText({ item, versus, direction, swap, nearest, position, frozen }: ExplainSwap): string {
  const goal = `smallest change that puts ${item} ${direction} ${versus}`;
  const lines = [
    swap
      ? `${goal}: position ${position} becomes ${swap.position}, score ${short(swap.score)}`
      : `${goal}: none was found with up to 4 features${nearest ? `; nearest is score ${short(nearest.score)} by` : ''}`,
  ];
  const changes = (swap ?? nearest)?.changes ?? [];
  if (changes.length > 0) {
    const rows = changes.map(({ feature, from, to, distance }) => [feature, short(from), short(to), short(distance)]);
    lines.push(textTable(['feature', 'from', 'to', 'in spreads'], rows, [1, 2, 3]).trimEnd());
  }
  if (frozen.length > 0)
    lines.push(`not changed: ${frozen.map((each) => `${each.feature} (${each.reason})`).join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/** A position curve for people: the values at which the position changes. */
export function curveText({ item, feature, own, missing, points, items }: ExplainCurve): string {
  const turns = points.filter((point, at) => at === 0 || point.position !== points[at - 1]!.position);
  const rows = turns.map(({ value, score, position }) => [
    short(value),
    score === null ? '–' : short(score),
    String(position),
  ]);
  const lines = [
    `position of ${item} among ${items} as ${feature} moves (now ${own.value === null ? 'missing' : short(own.value)}, ` +
      `position ${own.position}; if it were missing: ${missing.position})`,
    textTable(['from value', 'score', 'position'], rows, [0, 1, 2]).trimEnd(),
  ];
  return `${lines.join('\n')}\n`;
}

function short(value: number): string {
  return Object.is(value, -0) ? '0' : String(Number(value.toPrecision(5)));
}

function signed(value: number): string {
  return value > 0 ? `+${short(value)}` : short(value);
}

function gap(value: number): string {
  return value < 0 ? `- ${short(-value)}` : `+ ${short(value)}`;
}
