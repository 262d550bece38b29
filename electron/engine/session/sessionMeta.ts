import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import type { CaseInfo, Check } from '../../../shared/schemas/session';
import type { BuildCounts } from '../ingest/buildContext';
import type { ItemSources } from '../ingest/itemSources';
import type { ModelRecord } from '../scoring/modelRecord';

/** One input of a build as it was read. `path` is relative to the case folder where it lies inside. */
export interface InputPrint {
  path: string;
  bytes: number;
  /** Modification time in nanoseconds, as text. */
  mtimeNs: string;
  sha256: string;
}

/** What a session knows about itself, stored as JSON in `meta`. */
export interface SessionMeta {
  format: number;
  /** Version of the product that built it. */
  product: string;
  folder: string;
  caseFile: string;
  caseSha256: string;
  case: ResolvedCase;
  inputs: InputPrint[];
  counts: BuildCounts & { refusedRows: number };
  union: boolean;
  roles: CaseInfo['roles'];
  labels: CaseInfo['labels'];
  checks: Check[];
  warnings: string[];
  /** Columns of `features_logged` beside `row_id`, and of `impressions`. */
  features: string[];
  /** number, count, category, id, bool, time, text or list, by feature. */
  featureKinds: Record<string, string>;
  /** Features that explanations treat as one. */
  featureGroups: Record<string, string[]>;
  columns: string[];
  itemSources: ItemSources;
}

/** A model of the case with what became of it. */
export type SessionModel = ModelRecord & { served: boolean };
