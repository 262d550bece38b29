import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import type { SettingOverrides } from '../../../shared/metrics/presets';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { readData } from './dataFolder';
import { listOf } from './listOf';
import { parseQrels, parseRun, type Qrels, type Run } from './trecFiles';

/** One value that trec_eval printed. */
export interface TrecRow {
  name: string;
  query: string;
  expected: number;
}

/** One run of trec_eval with all that it printed. */
export interface TrecCommand {
  command: string;
  qrels: string;
  run: string;
  relevance_level: number;
  rows: TrecRow[];
}

/** Our id and the transform that together give a trec_eval measure; undefined when we have no such metric. */
export function trecMeasure(name: string): { id: string; of: (value: number) => number } | undefined {
  const same = (value: number) => value;
  const exact: Readonly<Record<string, string>> = {
    map: 'map_R',
    ndcg: 'ndcg',
    recip_rank: 'mrr',
    set_P: 'p',
    set_recall: 'recall',
    rbp: 'rbp',
    rbp_resid: 'rbp_residual',
  };
  if (Object.hasOwn(exact, name)) return { id: exact[name]!, of: same };
  const match = /^(map_cut|ndcg_cut|P|recall|success|unj)_(\d+)$/.exec(name);
  if (match === null) return undefined;
  const families: Readonly<Record<string, string>> = {
    map_cut: 'map_R',
    ndcg_cut: 'ndcg',
    P: 'p',
    recall: 'recall',
    success: 'hit',
    unj: 'judged',
  };
  return { id: `${families[match[1]!]}@${match[2]}`, of: match[1] === 'unj' ? (value) => 1 - value : same };
}

/** What the command line sets apart from the preset. */
export function commandOverrides(command: TrecCommand): SettingOverrides {
  return {
    ...(command.relevance_level !== 1 && { relLevel: command.relevance_level }),
    ...(/ -c /.test(command.command) && { missingRequest: 'zero' }),
  };
}

/**
 * Values that do not speak for the formula: rbp of graded judgments (trec_eval reads its gain limits before it sets them)
 * and unj under -c, where a topic without a list prints 0 although nothing of it is judged.
 */
export function isNoOracle(command: TrecCommand, name: string): boolean {
  return (name === 'rbp' && command.relevance_level > 1) || (name.startsWith('unj') && / -c /.test(command.command));
}

/** The commands whose input files are in the data folder; null where the folder is absent. */
export function trecCommands(): (TrecCommand & { judgments: Qrels; lists: Run })[] | null {
  const text = readData('trec_eval', 'expected.json');
  if (text === null) return null;
  return (JSON.parse(text) as TrecCommand[]).flatMap((command) => {
    const qrels = readData('trec_eval', command.qrels);
    const run = qrels === null ? null : readData('trec_eval', command.run);
    if (qrels === null || run === null) return [];
    return [{ ...command, judgments: parseQrels(qrels), lists: parseRun(run) }];
  });
}

/** Value per topic, or the mean for `all`, as trec_eval forms it: topics of the run, with -c all judged ones. */
export function trecValue(
  command: { command: string; judgments: Qrels; lists: Run },
  id: string,
  query: string,
  settings: MetricSettings,
): number | null {
  const complete = / -c /.test(command.command);
  const judged = [...command.judgments.keys()].filter((topic) => complete || command.lists.has(topic));
  const topics = query === 'all' ? judged : [query];
  const values = topics.flatMap((topic) => {
    const list = listOf(command.lists.get(topic) ?? [], command.judgments.get(topic)!, settings);
    const value = evaluateRequest(parseMetricId(id), list, settings);
    return value === null ? [] : [value];
  });
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
