import type { ScoreLink } from '../../../shared/fidelity/fidelitySchemas';
import { isNearThreshold } from '../../../shared/fidelity/float32Threshold';
import { isVocabularyFault } from '../../../shared/fidelity/vocabulary';
import { failsAfterOutcome } from '../../../shared/stats/afterOutcome';
import type { Queries } from '../db/connection';
import { type ExplainedRows, eachFidelityPage, plainColumns } from '../scoring/fidelity';
import { FailureCounts, failuresOf, rowStates } from '../scoring/fidelityFailures';
import type { Link } from '../scoring/fidelityLinks';
import type { FidelityCause } from '../scoring/fidelityStats';
import { codesOf } from '../sql/scoring/fidelityRows';
import type { HourCount } from './onsetOf';

/** What may explain failures of a model, as far as the session has it. Columns are those of `impressions`. */
export interface FailureQuestions {
  n: number;
  logged: string | { n: number };
  version: string | null;
  outcomes: readonly { name: string; column: string }[];
  features: readonly string[];
  categories: readonly string[];
  /** Rising split points by feature, for tree models. */
  thresholds: ReadonlyMap<string, Float64Array>;
  zone: string | null;
}

export interface Reading {
  db: Queries;
  /** By `row_id`: 1 where the model served the row; null = every row. */
  rows: Uint8Array | null;
  /** By `row_id`: 1 in the span that onsets are measured against; null: not declared. */
  reference: Uint8Array | null;
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

export interface ExplainedFailures extends Pick<ScoreLink, 'byVersion' | 'byOutcome' | 'byMissing'> {
  hours: HourCount[];
  reference: { rows: number; failed: number } | null;
  /** The causes that only values tell; null: none of them. */
  cause: Extract<FidelityCause, 'vocabulary' | 'float32_threshold'> | null;
}

/** One pass over the log: rows compared and failed under a link, by everything that may explain failures. */
export async function explainFailures(
  link: Link,
  questions: FailureQuestions,
  reading: Reading,
): Promise<ExplainedFailures> {
  const { n, logged, version, outcomes, features, categories, zone, thresholds } = questions;
  const tally = new FailureTally(questions, reading.reference);
  const columns = {
    ...plainColumns,
    ...{ n, logged, version, features, categories, zone },
    values: [...thresholds.keys()],
    outcomes: outcomes.map(({ column }) => column),
  };
  await eachFidelityPage(reading.db, columns, reading, (page) => tally.add(page, failuresOf(page, link)));
  const names = new Map<number, string>();
  if (version !== null) {
    const codes = await reading.db.readRows(codesOf(version), { signal: reading.signal });
    for (const { value, code } of codes) if (value !== null) names.set(Number(code), String(value));
  }
  return tally.result(names);
}

class FailureTally {
  readonly #questions: FailureQuestions;
  readonly #reference: Uint8Array | null;
  readonly #versions = new FailureCounts();
  readonly #hours = new FailureCounts();
  readonly #missing = new FailureCounts();
  readonly #spans = new FailureCounts();
  readonly #outcomes: FailureCounts[];
  readonly #categories: FailureCounts[];
  #failed = 0;
  #nearThreshold = 0;

  constructor(questions: FailureQuestions, reference: Uint8Array | null) {
    this.#questions = questions;
    this.#reference = reference;
    this.#outcomes = questions.outcomes.map(() => new FailureCounts());
    this.#categories = questions.categories.map(() => new FailureCounts());
  }

  add(page: ExplainedRows, states: Uint8Array): void {
    if (page.versions) this.#versions.add(page.versions, states);
    if (page.hours) this.#hours.add(page.hours, states);
    if (page.missing) this.#missing.add(page.missing, states);
    const reference = this.#reference;
    if (reference)
      this.#spans.add(
        page.rowIds.map((row) => reference[row]!),
        states,
      );
    page.positives.forEach((column, i) => {
      this.#outcomes[i]!.add(column, states);
    });
    page.categories.forEach((column, i) => {
      this.#categories[i]!.add(column, states);
    });
    this.#countNear(page, states);
  }

  #countNear(page: ExplainedRows, states: Uint8Array): void {
    const thresholds = [...this.#questions.thresholds.values()];
    for (let row = 0; row < states.length; row++) {
      if (states[row] !== rowStates.failed) continue;
      this.#failed++;
      if (thresholds.some((each, i) => isNearThreshold(page.values[i]![row]!, each))) this.#nearThreshold++;
    }
  }

  result(names: ReadonlyMap<number, string>): ExplainedFailures {
    const { features, outcomes } = this.#questions;
    return {
      byVersion: this.#byVersion(names),
      byOutcome: outcomes.map(({ name }, i) => outcomeFailures(name, this.#outcomes[i]!)),
      byMissing: features.length === 0 ? null : { missing: this.#missing.get(1), complete: this.#missing.get(0) },
      hours: this.#hours.entries().map(({ code, ...counts }) => ({ hour: code, ...counts })),
      reference: this.#reference ? this.#spans.get(1) : null,
      cause: this.#cause(),
    };
  }

  #byVersion(names: ReadonlyMap<number, string>): ScoreLink['byVersion'] {
    return this.#versions
      .entries()
      .map(({ code, ...counts }) => ({ version: names.get(code) ?? null, ...counts }))
      .sort((a, b) => ((a.version ?? '') < (b.version ?? '') ? -1 : 1));
  }

  #cause(): ExplainedFailures['cause'] {
    if (this.#failed === 0) return null;
    if (this.#categories.some((counts) => isVocabularyFault(counts.entries()))) return 'vocabulary';
    return this.#nearThreshold === this.#failed ? 'float32_threshold' : null;
  }
}

function outcomeFailures(outcome: string, counts: FailureCounts): ScoreLink['byOutcome'][number] {
  const positives = counts.get(1);
  const others = counts.get(0);
  const failures = {
    withRows: positives.rows,
    withFailed: positives.failed,
    withoutRows: others.rows,
    withoutFailed: others.failed,
  };
  return { outcome, ...failures, afterOutcome: failsAfterOutcome(failures) };
}
