import { formatCount, formatCounted } from '../../../shared/format/numbers';
import type { ModelPage } from '../../../shared/models/modelSchemas';

/** What a model is and what came of it, in one line. */
export function modelSentence(page: ModelPage): string {
  const { state, rows, scoredRows, extraRows } = page;
  const scored =
    state === 'ready'
      ? `scores for ${scoredRows === rows ? 'all' : `${formatCount(scoredRows)} of`} ${formatCounted(rows, 'row')}`
      : 'no scores';
  const extra = extraRows > 0 ? `${formatCounted(extraRows, 'row')} that the log lacks` : null;
  return [contentText(page), inputsText(page), scored, extra].filter((part) => part !== null).join('; ');
}

function contentText({ kind, format, forest, graph, mlflow }: ModelPage): string {
  const inside = mlflow ? ' in an MLflow folder' : '';
  if (forest) {
    const size = `${formatCounted(forest.trees, 'tree')} with ${formatCounted(forest.leaves, 'leaf', 'leaves')}`;
    return `${size} (${format}${inside})`;
  }
  if (graph) {
    const weights = graph.parameters > 0 ? `, ${formatCounted(graph.parameters, 'parameter')}` : '';
    return `A graph of ${formatCounted(graph.nodes, 'node')}${weights} (${format}${inside})`;
  }
  if (kind === 'scores') return 'A file of scores';
  if (kind === 'trec') return 'A TREC run';
  if (kind === 'blend') return 'A blend of models';
  return `A model file of the kind ${kind}${inside}`;
}

function inputsText({ inputs, unused }: ModelPage): string | null {
  if (!inputs) return null;
  const gaps = inputs.filter(({ nulls, nans }) => nulls + nans > 0).length;
  const filled = gaps === 0 ? 'all filled in every row' : `${formatCount(gaps)} with missing values`;
  const rest = unused.length > 0 ? `, ${formatCounted(unused.length, 'feature')} of the log not used` : '';
  return `${formatCounted(inputs.length, 'input')}, ${filled}${rest}`;
}
