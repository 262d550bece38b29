import { parseCase } from '../../../../shared/case/parseCase';
import { resolveCase } from '../../../../shared/case/resolveCase';
import type { Connection } from '../../db/connection';
import type { WorkFolder } from '../../session/workFolder';
import type { BuildContext } from '../buildContext';

export interface InitControl {
  signal?: AbortSignal;
  /** `total` is null while the end is not known. */
  progress?: (done: number, total: number | null, text: string) => void;
}

/** What the readers need to look at a file that no case names yet. */
export function initContext(db: Connection, work: WorkFolder, folder: string, control: InitControl): BuildContext {
  const empty = parseCase({ rankscope: 1, name: 'init', log: {} }).case!;
  const recomputed = { path: [], sql: null, tables: {} };
  const lists = { log: [], tables: {}, requests: [], items: [], users: [], embeddings: [], novelty: [], training: [] };
  const none = { ...lists, sql: null, recomputed, judgments: null, changes: null };
  let steps = 0;
  return {
    db,
    loaded: {
      folder,
      file: `${folder}/case.yaml`,
      text: '',
      case: resolveCase(empty),
      inputs: { ...none, models: [] },
    },
    signal: control.signal,
    step(text) {
      control.signal?.throwIfAborted();
      control.progress?.(steps, null, text);
      steps += 1;
    },
    workFile: (suffix) => work.file(suffix),
    refused: [],
    refusedCount: 0,
    checks: [],
    warnings: [],
    counts: { rows: 0, requests: 0, excludedRows: 0, logRows: 0, rowsNotShown: 0 },
  };
}
