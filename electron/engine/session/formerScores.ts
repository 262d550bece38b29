import type { Queries } from '../db/connection';
import { isFatal } from '../db/errors';
import type { OpenOptions } from '../db/openOptions';
import { headKey } from '../scoring/modelKey';
import { nothingScored, type Scored } from '../scoring/modelRecord';
import type { ScoreTarget } from '../scoring/scoreFeatures';
import { createScores, headTable, scorePage, scoresTable } from '../sql/scoring/scoreTables';
import { openBuiltSession } from './openSessionFile';
import type { Session } from './session';
import type { SessionModel } from './sessionMeta';

const rowsPerPage = 1 << 20;

/** The scores of one former pass over the log: a table and what is known of it for each target, in order. */
interface FormerPass {
  tables: string[];
  scored: Scored[];
}

/** The score tables of the session that a build is about to replace. A key that still holds means the same scores for the same rows. */
export class FormerScores {
  readonly #file: string;
  readonly #options: OpenOptions | undefined;
  /** Null where there is no session, or none that can be read. */
  #session: Promise<Session | null> | null = null;

  /** The file is opened when a model first asks for its scores. */
  constructor(file: string, options?: OpenOptions) {
    this.#file = file;
    this.#options = options;
  }

  /**
   * Copies the scores of the pass with this key into the tables of `targets`; null where the former session does not
   * hold them.
   */
  async take(
    db: Queries,
    key: string,
    targets: readonly ScoreTarget[],
    signal?: AbortSignal,
  ): Promise<Scored[] | null> {
    this.#session ??= openBuiltSession(this.#file, '', this.#options).catch(() => null);
    const former = await this.#session;
    const pass = former && passOf(former.models, key, targets.length);
    if (!pass) return null;
    try {
      for (const [index, { table }] of targets.entries()) await copy(former.db, pass.tables[index]!, db, table, signal);
    } catch (error) {
      if (signal?.aborted || isFatal(error)) throw error;
      // A file that is damaged, or no room: scoring makes the tables anew and says what is wrong.
      return null;
    }
    return pass.scored;
  }

  async close(): Promise<void> {
    await (await this.#session)?.close();
  }
}

function passOf(models: readonly SessionModel[], key: string, targets: number): FormerPass | null {
  for (const model of models) {
    if (model.state !== 'ready') continue;
    const { n, heads } = model;
    if (heads.length === 0 && model.key === key && targets === 1)
      return { tables: [scoresTable(n)], scored: [scoredOf(model)] };
    if (heads.length !== targets || heads[0]?.key !== headKey(key, heads[0]!.output)) continue;
    return {
      tables: heads.map(({ k }) => headTable(n, k)),
      scored: heads.map(({ scoredRows, missingRows, nonFiniteRows, output }) => ({
        ...nothingScored,
        ...{ scoredRows, missingRows, nonFiniteRows, output, features: model.features },
      })),
    };
  }
  return null;
}

async function copy(source: Queries, from: string, db: Queries, to: string, signal?: AbortSignal): Promise<void> {
  await db.run(createScores(to), { signal });
  for (let first = 0; ; first += rowsPerPage) {
    const page = await source.read(scorePage(from, first, first + rowsPerPage), { signal });
    if (page.rows > 0) await db.append(to, page, { signal });
    if (page.rows < rowsPerPage) return;
  }
}

function scoredOf(model: SessionModel): Scored {
  const { scoredRows, missingRows, extraRows, duplicateRows, nonFiniteRows, features, output } = model;
  return { scoredRows, missingRows, extraRows, duplicateRows, nonFiniteRows, features, output, heads: [] };
}
