import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../../../../electron/engine/db/database';

/** The generated case that is part of the project. */
export const smallSample = path.resolve('samples/small');

const text = (file: string) => `'${path.join(smallSample, file).replaceAll("'", "''")}'`;

/** `impressions`, `requests`, `features_logged` and `stage_run_3` of the small sample, as a build makes them. */
export async function loadSmallSample(db: Database): Promise<void> {
  await db.run({
    text: `CREATE TABLE raw AS SELECT row_number() OVER (ORDER BY request_id, position NULLS LAST, item_id)::INTEGER - 1 AS row_id, *
FROM read_csv(${text('data/impressions.csv')}, header = true, auto_detect = true) ORDER BY row_id;
CREATE TABLE impressions AS SELECT row_id, dense_rank() OVER (ORDER BY request_id)::INTEGER - 1 AS request_index, request_id, item_id,
position, serving_score::DOUBLE AS score, click::DOUBLE AS click, model_version AS "version:model", true AS in_log FROM raw ORDER BY row_id;
CREATE TABLE requests AS SELECT request_index, min(row_id) AS first_row, count(*)::INTEGER AS rows FROM impressions GROUP BY ALL ORDER BY ALL;
CREATE TABLE features_logged AS SELECT row_id, COLUMNS('f_.*')::DOUBLE FROM raw ORDER BY row_id;
CREATE TABLE stage_run_3 AS SELECT request_id, item_id, score::DOUBLE AS score FROM read_csv(${text('data/popularity.csv')}, header = true, auto_detect = true)`,
  });
}

/** A copy of one of the sample's models in `folder`. */
export async function copyModel(name: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await copyFile(path.join(smallSample, 'models', name), path.join(folder, name));
  return path.join(folder, name);
}
