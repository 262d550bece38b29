import type { BenchResult } from './bench';

/** By the result's name: the largest ratio, and the largest peak in MB. Seconds inform and gate nothing. */
export type Limits = Record<string, { ratio?: number; peakMb?: number; target?: string }>;

/** What is over its limit, in words. Ratios only count at the size they were set for. */
export function failures(results: readonly BenchResult[], limits: Limits, ownSizes: boolean): string[] {
  return results.flatMap(({ name, ratio, peakMb }) => {
    const limit = limits[name];
    if (!limit) return [];
    const found: string[] = [];
    if (ownSizes && limit.ratio !== undefined && ratio !== null && ratio > limit.ratio) {
      found.push(`${name}: ratio ${ratio.toFixed(3)}, at most ${limit.ratio}`);
    }
    if (limit.peakMb !== undefined && peakMb !== null && peakMb > limit.peakMb) {
      found.push(`${name}: peak ${peakMb.toFixed(0)} MB, at most ${limit.peakMb}`);
    }
    return found;
  });
}

/** The results as a Markdown table. */
export function resultTable(results: readonly BenchResult[], limits: Limits): string {
  const head = ['what', 'rows', 'seconds', 'CPU s', 'peak MB', 'baseline', 'its seconds', 'ratio', 'limit', 'target'];
  const rows = results.map((result) => {
    const { name, what, baseline } = result;
    const limit = limits[name];
    return [
      `${name}: ${what}`,
      result.rows.toLocaleString('en-US'),
      fixed(result.seconds),
      fixed(result.cpuSeconds),
      fixed(result.peakMb, 0),
      baseline?.what ?? '',
      fixed(baseline?.seconds ?? null),
      fixed(result.ratio),
      limit?.ratio === undefined ? '' : String(limit.ratio),
      limit?.target ?? '',
    ];
  });
  const widths = head.map((text, i) => Math.max(text.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function fixed(value: number | null, digits = 2): string {
  return value === null ? '' : value.toFixed(digits);
}

/** A result from what was measured, with the ratio of the seconds. */
export function compared(
  result: Pick<BenchResult, 'name' | 'what' | 'rows'>,
  ours: { seconds: number; cpuSeconds: number | null; peakMb: number | null },
  baseline: { what: string; seconds: number; cpuSeconds: number | null; peakMb: number | null } | null,
): BenchResult {
  return {
    ...result,
    seconds: ours.seconds,
    cpuSeconds: ours.cpuSeconds,
    peakMb: ours.peakMb,
    baseline,
    ratio: baseline === null ? null : ours.seconds / baseline.seconds,
  };
}
