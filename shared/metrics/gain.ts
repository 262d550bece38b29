import type { MetricSpec } from './metricSpec';
import { isJudged, type RankedList } from './rankedList';
import type { Gain, MetricSettings } from './settings';

/** A number of a grade: its gain, its relevance, its stopping probability. */
export type ItemValue = (grade: number) => number;

/** 1/log2(k+1) of rank k >= 1. */
export function discount(rank: number): number {
  return 1 / Math.log2(rank + 1);
}

/** Lowest relevant grade: the parameter `rel`, else the settings. */
export function relevanceLevel(spec: MetricSpec, settings: MetricSettings): number {
  return spec.parameters.rel ?? settings.relLevel;
}

/** 1 for a relevant grade, else 0; unjudged is 0. */
export function relevanceOf(spec: MetricSpec, settings: MetricSettings): ItemValue {
  const level = relevanceLevel(spec, settings);
  return (grade) => (isJudged(grade) && grade >= level ? 1 : 0);
}

/**
 * Gain of a grade; unjudged is 0. A stated `rel` makes grades below it worth 0; the settings' `relLevel` alone does not
 * change linear, exp2 or table gains (trec_eval -l leaves NDCG as it is).
 */
export function gainOf(spec: MetricSpec, settings: MetricSettings, gain: Gain = settings.gain): ItemValue {
  const lowest = spec.parameters.rel ?? 0;
  const raw = rawGain(spec, settings, gain);
  return (grade) => (isJudged(grade) && grade >= lowest ? raw(grade) : 0);
}

function rawGain(spec: MetricSpec, settings: MetricSettings, gain: Gain): ItemValue {
  switch (gain) {
    case 'linear':
      return (grade) => grade;
    case 'exp2':
      return (grade) => 2 ** grade - 1;
    case 'binary':
      return relevanceOf(spec, settings);
    case 'table': {
      const table = new Map(settings.gainTable);
      return (grade) => table.get(grade) ?? grade;
    }
  }
}

/** The grades that make up the ideal list and R, by the settings. */
export function idealGrades(list: RankedList, settings: MetricSettings): Float64Array {
  return settings.ideal === 'list' ? list.grades : list.judged;
}

/** R: relevant judged items of the request, retrieved or not (of the list only under `ideal: list`). */
export function relevantCount(list: RankedList, spec: MetricSpec, settings: MetricSettings): number {
  const relevance = relevanceOf(spec, settings);
  let count = 0;
  for (const grade of idealGrades(list, settings)) count += relevance(grade);
  return count;
}
