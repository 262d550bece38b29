import type { FileDecision } from './decideFiles';
import type { EmbeddingGuess } from './embeddingGuesses';
import type { ColumnUse } from './features';
import type { RoleGuess } from './guessRoles';
import type { Keys } from './linkTables';
import type { MissingRole } from './missingRoles';
import type { NestedUse } from './nestedUse';
import type { TableProfile } from './profileTable';

/** A guessed column of `log.versions`. */
export interface VersionGuess {
  key: 'model' | 'features' | 'index' | 'queryModel' | 'app';
  column: string;
}

/** A table beside the log: `items` or `users`. */
export interface SideTable {
  profile: TableProfile;
  id: string;
  title: string | null;
  context: string[];
  /** In words, how it matches the log. */
  note: string;
}

export interface ModelProposal {
  name: string;
  file: string;
  format: 'onnx' | 'lightgbm' | 'xgboost' | 'scores' | 'trec';
  /** Of a score file: its columns. */
  keys: Keys | null;
  /** Names in the file to names of the log, where they differ for a reason that is known. */
  rename?: Record<string, string>;
  note: string;
}

/** Everything that init decided, ready to be written as case.yaml. */
export interface Proposal {
  name: string;
  log: TableProfile | null;
  /** The roles of the log; empty without one. */
  roles: RoleGuess[];
  versions: VersionGuess[];
  use: ColumnUse | null;
  nested: NestedUse | null;
  /** Why candidates are the rows of the log and of every run; null: the log's rows alone. */
  union: string | null;
  /** Why the log is said to hold all candidates; null: the default. */
  allCandidates: string | null;
  judgments: { file: string; keys: Keys | null; note: string } | null;
  items: SideTable | null;
  users: SideTable | null;
  /** Columns of requests in a table of their own; `features` are its numbers. */
  requests: { profile: TableProfile; id: string; features: string[]; note: string } | null;
  embeddings: EmbeddingGuess[];
  /** The column of the log that marks rows in random order; null: none was found. */
  randomized: string | null;
  models: ModelProposal[];
  files: FileDecision[];
  missing: MissingRole[];
  warnings: string[];
}
