import { hasDiscordantPair, sampleDeviation, tolerance } from '../../../shared/fidelity/discordance';
import { failsAfterOutcome } from '../../../shared/stats/afterOutcome';
import { AffineFit, applyLink, type Link, type LinkName, linkOrder } from './fidelityLinks';

/**
 * Whole requests of a served model's rows, in list order. NaN marks a score that is not there. `requests[i]` is equal
 * inside one request. The optional columns hold what may explain failures.
 */
export interface FidelityRows {
  file: Float64Array;
  logged: Float64Array;
  requests: Int32Array;
  /** A code of the model version that served the row. */
  versions?: Int32Array;
  /** 1 where one of the model's features is missing. */
  missing?: Uint8Array;
  /** 1 where the row had the outcome. */
  positive?: Uint8Array;
}

/** Likely cause of a broken link 1; null when nothing that was counted explains it. */
export type FidelityCause =
  | 'link'
  | 'version_mix'
  | 'missing_fill'
  | 'vocabulary'
  | 'float32_threshold'
  | 'logged_after_scoring';

/**
 * Link 1 of definitions A14: does the file give the scores that were logged? `parity` is the share of compared rows
 * within tolerance under `link`; `sameOrder` the share of requests without a discordant pair. Both are null, as is
 * `maxAbsDiff`, when the verdict is `unchecked` (fewer than 100 rows with both scores).
 */
export interface Fidelity {
  comparedRows: number;
  parity: number | null;
  link: LinkName;
  slope: number;
  intercept: number;
  sameOrder: number | null;
  maxAbsDiff: number | null;
  verdict: 'exact' | 'close' | 'order' | 'broken' | 'unchecked';
  cause: FidelityCause | null;
}

const leastRows = 100;

interface LinkCount {
  link: Link;
  passed: number;
  maxAbsDiff: number;
  byVersion: Map<number, { rows: number; passed: number }>;
  failedComplete: number;
  failedNegative: number;
}

/** Counts one pass over all rows, in pieces of whole requests; the affine fit comes from an earlier pass. */
export class FidelityCounter {
  readonly #counts: LinkCount[];
  #rows = 0;
  #complete = 0;
  #negative = 0;
  #explained = { missing: false, positive: false };
  #requests = 0;
  #sameOrder = 0;

  /** `tried` null tries every link; `affine` is left out where no line fits. */
  constructor(affine: Link | null, tried: LinkName | null) {
    const names = linkOrder.filter((name) => tried === null || name === tried);
    const links = names.map((name) => (name === 'affine' ? affine : { name, slope: 1, intercept: 0 }));
    this.#counts = links
      .filter((link) => link !== null)
      .map((link) => ({ link, passed: 0, maxAbsDiff: 0, byVersion: new Map(), failedComplete: 0, failedNegative: 0 }));
  }

  add(rows: FidelityRows): void {
    this.#explained = { missing: rows.missing !== undefined, positive: rows.positive !== undefined };
    let start = 0;
    for (let end = 1; end <= rows.file.length; end++) {
      if (end < rows.file.length && rows.requests[end] === rows.requests[start]) continue;
      this.#addRequest(rows, start, end);
      start = end;
    }
  }

  #addRequest(rows: FidelityRows, start: number, end: number): void {
    const compared: number[] = [];
    for (let row = start; row < end; row++) {
      if (Number.isFinite(rows.file[row]) && Number.isFinite(rows.logged[row])) compared.push(row);
    }
    if (compared.length === 0) return;
    const file = Float64Array.from(compared, (row) => rows.file[row]!);
    const logged = Float64Array.from(compared, (row) => rows.logged[row]!);
    const sd = sampleDeviation(logged);
    this.#requests++;
    if (!hasDiscordantPair(withTolerances(file), withTolerances(logged))) this.#sameOrder++;
    compared.forEach((row, index) => {
      this.#addRow(rows, row, file[index]!, logged[index]!, sd);
    });
  }

  #addRow(rows: FidelityRows, row: number, file: number, logged: number, sd: number): void {
    const complete = rows.missing?.[row] === 0;
    const negative = rows.positive?.[row] === 0;
    this.#rows++;
    if (complete) this.#complete++;
    if (negative) this.#negative++;
    for (const count of this.#counts) {
      const score = applyLink(count.link, file);
      const difference = Math.abs(score - logged);
      const passed = difference <= tolerance(Math.max(Math.abs(score), Math.abs(logged)), sd);
      count.maxAbsDiff = Math.max(count.maxAbsDiff, difference);
      if (passed) count.passed++;
      else {
        if (complete) count.failedComplete++;
        if (negative) count.failedNegative++;
      }
      if (rows.versions) countVersion(count, rows.versions[row]!, passed);
    }
  }

  result(): Fidelity {
    if (this.#rows < leastRows || this.#counts.length === 0) return unchecked(this.#rows);
    const share = (count: LinkCount) => count.passed / this.#rows;
    const named = this.#counts.find((count) => share(count) >= 0.999) ?? this.#counts[0]!;
    const sameOrder = this.#sameOrder / this.#requests;
    const verdict = verdictOf(share(named), named.link.name, sameOrder);
    return {
      comparedRows: this.#rows,
      parity: share(named),
      link: named.link.name,
      slope: named.link.slope,
      intercept: named.link.intercept,
      sameOrder,
      maxAbsDiff: named.maxAbsDiff,
      verdict,
      cause: this.#cause(verdict, named),
    };
  }

  #cause(verdict: Fidelity['verdict'], named: LinkCount): FidelityCause | null {
    if (verdict === 'exact') return null;
    if (verdict === 'close') return named.link.name === 'none' ? null : 'link';
    for (const count of this.#counts) {
      if (count.byVersion.size > 1 && [...count.byVersion.values()].some(isOneVersionRight)) return 'version_mix';
      if (this.#explained.missing && isRight(count.failedComplete, this.#complete)) return 'missing_fill';
      if (this.#explained.positive && this.#failsOnPositives(count)) return 'logged_after_scoring';
    }
    return null;
  }

  #failsOnPositives({ passed, failedNegative }: LinkCount): boolean {
    return failsAfterOutcome({
      withRows: this.#rows - this.#negative,
      withFailed: this.#rows - passed - failedNegative,
      withoutRows: this.#negative,
      withoutFailed: failedNegative,
    });
  }
}

/** The whole comparison over arrays in memory: the reference form. `tried` null tries every link. */
export function fidelityOf(rows: FidelityRows, tried: LinkName | null = null): Fidelity {
  const fit = new AffineFit();
  fit.add(rows.file, rows.logged);
  const counter = new FidelityCounter(fit.link(), tried);
  counter.add(rows);
  return counter.result();
}

/** The result where there is nothing, or too little, to compare. */
export function unchecked(comparedRows: number): Fidelity {
  const none = { link: 'none' as const, slope: 1, intercept: 0 };
  return { comparedRows, parity: null, ...none, sameOrder: null, maxAbsDiff: null, verdict: 'unchecked', cause: null };
}

function verdictOf(parity: number, link: LinkName, sameOrder: number): Fidelity['verdict'] {
  if (link === 'none' && parity >= 0.9999) return 'exact';
  if (parity >= 0.999) return 'close';
  return sameOrder >= 0.99 ? 'order' : 'broken';
}

/** Each side on its own scale: a logged probability near 0 would tie with everything under a logit's tolerance. */
function withTolerances(scores: Float64Array): { scores: Float64Array; tolerances: Float64Array } {
  const sd = sampleDeviation(scores);
  return { scores, tolerances: scores.map((score) => tolerance(Math.abs(score), sd)) };
}

function countVersion(count: LinkCount, version: number, passed: boolean): void {
  const seen = count.byVersion.get(version) ?? { rows: 0, passed: 0 };
  seen.rows++;
  if (passed) seen.passed++;
  count.byVersion.set(version, seen);
}

function isOneVersionRight({ rows, passed }: { rows: number; passed: number }): boolean {
  return isRight(rows - passed, rows);
}

function isRight(failed: number, rows: number): boolean {
  return rows >= leastRows && failed <= 0.001 * rows;
}
