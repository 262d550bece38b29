import { checkModels } from './checkModels';
import type { CaseProblem } from './parseCase';
import type { ResolvedCase } from './resolvedCase';
import { unknownName } from './unknownName';

/** What a valid case.yaml can still get wrong between its own keys, before any file is looked at. */
export function checkCase(resolved: ResolvedCase): CaseProblem[] {
  return [
    ...checkSource(resolved),
    ...checkModels(resolved),
    ...checkLabels(resolved),
    ...checkOutcomes(resolved),
    ...checkEmbeddings(resolved),
    ...checkNovelty(resolved),
  ];
}

function checkSource({ log, models }: ResolvedCase): CaseProblem[] {
  const problems: CaseProblem[] = [];
  if (log.path && log.sql)
    problems.push({ path: ['log', 'sql'], message: 'stands beside `log.path`; give one of them' });
  if (log.sql && Object.keys(log.tables).length === 0) {
    problems.push({ path: ['log', 'tables'], message: 'is missing; `log.sql` reads only the tables named there' });
  }
  const hasRows = log.path !== null || log.sql !== null;
  const runs = models.filter((each) => each.file !== null);
  if (!hasRows && log.format !== 'trec' && log.rows !== 'union') {
    problems.push({
      path: ['log', 'path'],
      message: 'is missing; give the log as a path, or `format: trec` and a run file per model',
    });
  } else if (!hasRows && runs.length === 0) {
    problems.push({
      path: ['models'],
      message: 'is missing; without a log the rows come from run files, one per model',
    });
  }
  if (hasRows && !log.columns.item) {
    problems.push({
      path: ['log', 'columns', 'item'],
      message: 'is missing; it names the column of the item that was ranked',
    });
  }
  return problems;
}

function checkLabels({ label, labels }: ResolvedCase): CaseProblem[] {
  const names = labels.map((each) => each.name);
  return label === null || names.includes(label) ? [] : [unknownName(['label'], label, names)];
}

function checkOutcomes({ outcomes }: ResolvedCase): CaseProblem[] {
  const names = outcomes.map((each) => each.name);
  return outcomes.flatMap(({ name, after, of }) =>
    Object.entries({ after, of })
      .filter(([, other]) => other !== null && !names.includes(other))
      .map(([key, other]) => unknownName(['outcomes', name, key], other!, names)),
  );
}

function checkEmbeddings({ written, itemEmbedding }: ResolvedCase): CaseProblem[] {
  const problems: CaseProblem[] = [];
  const seen = new Set<string>();
  (written.embeddings ?? []).forEach(({ name }, index) => {
    if (seen.has(name)) {
      const message = `"${name}" stands twice; names of embeddings are unique`;
      problems.push({ path: ['embeddings', index, 'name'], message });
    }
    seen.add(name);
  });
  const ofItems = (written.embeddings ?? []).filter(({ entity }) => entity === 'item').map(({ name }) => name);
  if (itemEmbedding !== null && !ofItems.includes(itemEmbedding)) {
    problems.push(unknownName(['metrics', 'embedding'], itemEmbedding, ofItems));
  }
  return problems;
}

function checkNovelty({ novelty, items }: ResolvedCase): CaseProblem[] {
  if (novelty === null) return [];
  const problem = (key: string, message: string) => [{ path: ['novelty', key], message }];
  const { path, events, time, from, to } = novelty;
  if (path === null && items === null) {
    return problem('path', 'is missing; give a table of events, or `items` with a column of counts');
  }
  if (path === null && events === null) {
    return problem('events', 'is missing; it names the column of items that counts their events in training');
  }
  if (time === null && (from !== null || to !== null)) {
    return problem('time', 'is missing; `from` and `to` need the column with the time of an event');
  }
  return [];
}
