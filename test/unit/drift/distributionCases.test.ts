import { describe, expect, it } from 'vitest';
import {
  type CategoryCount,
  largestCountDifference,
  largestShareDifference,
  normalizedCountDifference,
} from '../../../shared/drift/categoryDistances';
import { jensenShannon } from '../../../shared/drift/jensenShannon';
import { psi } from '../../../shared/drift/psi';
import { sharesOf } from '../../../shared/drift/shares';
import { exactSmirnovP, kolmogorovSmirnov } from '../../../shared/stats/kolmogorovSmirnov';
import { wasserstein1 } from '../../../shared/stats/wasserstein';
import { readData } from '../metrics/dataFolder';
import { type Histogram, sharedBins } from './sharedBins';

interface DistributionCase {
  id: string;
  measure: string;
  inputs: Record<string, unknown> | string;
  options?: Record<string, unknown>;
  expected: number | string;
  tolerance?: number;
  expected_p_value?: number;
  p_value_tolerance?: number;
  p_value_method?: string;
}

const text = readData('cases', 'distributions.json');
const cases: DistributionCase[] = text === null ? [] : JSON.parse(text);

/** Cases of other measures or conventions; the list may not grow. */
const others: Record<string, string> = {
  'ks-small-2': 'one-sided',
  'ks-23m-g': 'one-sided',
  'ks-gh11184': 'its samples are not in the data folder',
  'evidently-numeric-ks_2samp': 'its samples are not in the data folder',
  'tfdv-js-nan-self': 'missing values share one bin here, so that all-missing against all-missing is 0',
  'tfdv-js-types-differ': 'a type clash is told before any distance',
  'kl-1': 'Kullback-Leibler alone is unbounded and not offered',
  'kl-zero-q': 'Kullback-Leibler alone is unbounded and not offered',
  'evidently-numeric-kl_divergence': 'Kullback-Leibler alone is unbounded and not offered',
  'entropy-zero': 'no distance of two sides',
  'energy-0': 'energy distance is not offered',
  'energy-1': 'energy distance is not offered',
  'energy-2': 'energy distance is not offered',
  'hellinger-1': 'Hellinger distance is not offered',
  'hellinger-2': 'Hellinger distance is not offered',
  'chisquare-p-1': 'p values of shares are always 0 at the size of a log',
  'anderson-1': 'a test that is not offered',
  't-test-1': 'a test that is not offered',
  'mannwhitney-1': 'a test that is not offered',
};

const measures: Record<string, (each: DistributionCase) => number | null> = {
  ks_2samp: (each) => smirnov(each).d,
  // scipy's and Evidently's distance: the root of the divergence in natural logarithms unless a base is given.
  jensen_shannon_distance: ({ inputs, options }) => {
    const shares = optionShares(options) ?? bothShares((inputs as Samples).p, (inputs as Samples).q);
    return shares && Math.sqrt(jensenShannon(...shares) * (options?.base === 2 ? 1 : Math.LN2));
  },
  // TFDV re-bins both histograms on all their edges.
  jensen_shannon_divergence_base2: ({ inputs }) => {
    const [e, a] = sharedBins((inputs as Histograms).a, (inputs as Histograms).b);
    const shares = bothShares(e, a);
    return shares && jensenShannon(...shares);
  },
  l_infinity: ({ inputs }) => largestShareDifference(categories(inputs), { e: 1, a: 1 }).linf,
  normalized_abs_difference: ({ inputs }) => {
    const counts = categories(inputs);
    const total = (of: 'e' | 'a') => counts.reduce((sum, each) => sum + each[of], 0);
    return normalizedCountDifference(largestCountDifference(counts), { e: total('e'), a: total('a') });
  },
  psi: ({ inputs, options }) => {
    const { reference_counts, reference_shares, current_counts, current_shares } = inputs as Samples;
    const given = bothShares(reference_counts ?? reference_shares, current_counts ?? current_shares);
    const shares = optionShares(options) ?? given;
    return shares && psi(...shares);
  },
  wasserstein_1d: ({ inputs }) => {
    const { u, v } = inputs as Samples;
    return wasserstein1([...u!].sort(byValue), [...v!].sort(byValue));
  },
};

type Samples = Partial<
  Record<
    'p' | 'q' | 'u' | 'v' | 'reference_counts' | 'reference_shares' | 'current_counts' | 'current_shares',
    number[]
  >
>;
type Histograms = { a: Histogram; b: Histogram };

describe.skipIf(text === null)('data: distances of distributions', () => {
  it('are 61, of which these are other measures', () => {
    expect(cases).toHaveLength(61);
    expect(Object.keys(others)).toHaveLength(19);
    expect(Object.keys(others).filter((id) => !cases.some((each) => each.id === id))).toEqual([]);
  });

  it.each(cases.filter(({ id }) => others[id] === undefined))('$id is that of $measure', (each) => {
    const found = measures[each.measure]!(each);
    // What is an error there is no number here.
    if (typeof each.expected === 'string') return expect(found).toBeNull();
    expect(Math.abs(found! - each.expected)).toBeLessThanOrEqual(each.tolerance!);
    if (each.expected_p_value === undefined) return;
    const { d, p, n, m } = smirnov(each);
    // scipy takes the exact p for ties and for up to 10,000 values a side, too.
    const exact = each.p_value_method?.startsWith('exact') ? exactSmirnovP(n, m, Math.round(d * n * m)) : p;
    expect(Math.abs(exact - each.expected_p_value)).toBeLessThanOrEqual(each.p_value_tolerance!);
  });
});

function smirnov({ inputs }: DistributionCase) {
  const [x, y] = ['x', 'y'].map((side) => {
    const given = (inputs as Record<string, number[] | string>)[side]!;
    return (typeof given === 'string' ? linspace(given) : [...given]).sort(byValue);
  });
  return { ...kolmogorovSmirnov(x!, y!)!, n: x!.length, m: y!.length };
}

/** `numpy.linspace(from, to, count)`, with a number to take away. */
function linspace(expression: string): number[] {
  const [, from, to, count, less] = /linspace\(([\d.]+),([\d.]+),(\d+)\)(?: - ([\d.e-]+))?/.exec(expression)!;
  const step = (Number(to) - Number(from)) / (Number(count) - 1);
  return Array.from({ length: Number(count) }, (_, i) => Number(from) + i * step - Number(less ?? 0));
}

function bothShares(e?: ArrayLike<number>, a?: ArrayLike<number>): [Float64Array, Float64Array] | null {
  const [reference, serving] = [sharesOf(e ?? []), sharesOf(a ?? [])];
  return reference && serving && [reference, serving];
}

function optionShares(options?: Record<string, unknown>): [Float64Array, Float64Array] | null {
  return options?.reference_shares
    ? bothShares(options.reference_shares as number[], options.current_shares as number[])
    : null;
}

function categories(inputs: DistributionCase['inputs']): CategoryCount[] {
  const { train, serve } = inputs as unknown as Record<'train' | 'serve', Record<string, number>>;
  return [...new Set([...Object.keys(train), ...Object.keys(serve)])].map((category) => ({
    category,
    e: train[category] ?? 0,
    a: serve[category] ?? 0,
  }));
}

function byValue(a: number, b: number): number {
  return a - b;
}
