import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of real data and reference cases, beside the project unless `RANKSCOPE_DATA` says otherwise. */
export const dataFolder = path.resolve(
  process.env.RANKSCOPE_DATA ?? path.join(import.meta.dirname, '../../../../shared/data'),
);

/** Whether that folder is here; tests that need it are skipped otherwise. */
export const hasData = existsSync(dataFolder);
