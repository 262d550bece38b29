import type { Database } from '../../../electron/engine/db/database';
import { openSession } from '../../../electron/engine/db/open';
import { skewFeatures } from '../support/skewCase';
import type { SkewFound, SkewTiming } from './skewReport';

const { numbers, counts, texts } = skewFeatures;
const tables = { e: 'features_recomputed', a: 'features_logged' };

/** What a person would run in SQL over both tables: `[file, level]`, as `skewReport`. */
export async function skewSql([file, level]: string[]): Promise<void> {
  const db = await openSession(file!);
  const start = performance.now();
  const rows = (await db.readOne({ text: rowQuery() }))!;
  const features: Record<string, SkewFound> = {};
  for (const name of [...numbers, ...counts, ...texts]) {
    const isNumber = !texts.includes(name);
    const mae = isNumber ? Number(rows[`mae_${name}`]) : null;
    features[name] = { mismatches: Number(rows[`mismatches_${name}`]), mae, psi: null, ks: null };
    if (level !== 'rows') Object.assign(features[name], await distances(db, name, isNumber));
  }
  const timing: SkewTiming = { seconds: (performance.now() - start) / 1000, features };
  console.log(JSON.stringify(timing));
  await db.close();
}

/** Mismatches and mean absolute error of every feature by one join. */
function rowQuery(): string {
  const close = (name: string) =>
    `abs(a.${name} - e.${name}) <= greatest(1e-8, 1e-5 * greatest(abs(a.${name}), abs(e.${name})))`;
  const list = [
    ...numbers.map((name) => [name, ` AND NOT coalesce(${close(name)}, false)`]),
    ...[...counts, ...texts].map((name) => [name, '']),
  ].flatMap(([name, tolerance]) => [
    `count(*) FILTER (WHERE a.${name} IS DISTINCT FROM e.${name}${tolerance}) AS mismatches_${name}`,
    ...(texts.includes(name!) ? [] : [`avg(abs(a.${name} - e.${name})) AS mae_${name}`]),
  ]);
  return `SELECT ${list.join(', ')} FROM ${tables.a} a JOIN ${tables.e} e ON e.row_id = a.row_id`;
}

async function distances(db: Database, name: string, isNumber: boolean): Promise<Pick<SkewFound, 'psi' | 'ks'>> {
  const psi = Number((await db.readOne({ text: isNumber ? decilePsi(name) : categoryPsi(name) }))!.psi);
  return { psi, ks: isNumber ? Number((await db.readOne({ text: windowKs(name) }))!.ks) : null };
}

/** PSI on the deciles of the recomputed values, missing values in a bin of their own. */
function decilePsi(name: string): string {
  const deciles = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);
  const bin = deciles.map((_, i) => `(${name} > q[${i + 1}])::INTEGER`).join(' + ');
  const binned = (table: string) =>
    `(SELECT coalesce(${bin}, -1) AS bin, count(*) AS n FROM ${table}, edges GROUP BY bin)`;
  return `WITH edges AS (SELECT quantile_cont(${name}, [${deciles.join(', ')}]) AS q FROM ${tables.e}), ${psiOf(binned)}`;
}

function categoryPsi(name: string): string {
  const grouped = (table: string) =>
    `(SELECT CASE WHEN ${name} IS NULL THEN '' WHEN ${name} IN (SELECT ${name} FROM ${tables.e}) THEN ${name} ELSE 'NEW' END AS bin, count(*) AS n FROM ${table} GROUP BY bin)`;
  return `WITH ${psiOf(grouped)}`;
}

function psiOf(bins: (table: string) => string): string {
  return `shares AS (
  SELECT greatest(coalesce(a.n, 0) / (SELECT count(*) FROM ${tables.a}), 1e-4) AS a, greatest(coalesce(e.n, 0) / (SELECT count(*) FROM ${tables.e}), 1e-4) AS e
  FROM ${bins(tables.e)} e FULL JOIN ${bins(tables.a)} a USING (bin)
) SELECT sum((a - e) * ln(a / e)) AS psi FROM shares`;
}

/** D as the largest difference of the running shares. */
function windowKs(name: string): string {
  const side = (table: string, e: string, a: string) =>
    `SELECT ${name} AS v, ${e} AS e, ${a} AS a FROM ${table} WHERE ${name} IS NOT NULL`;
  const total = (table: string) => `(SELECT count(${name}) FROM ${table})`;
  return `WITH both_sides AS (${side(tables.e, '1', '0')} UNION ALL ${side(tables.a, '0', '1')}),
steps AS (SELECT v, sum(sum(e)) OVER w AS e, sum(sum(a)) OVER w AS a FROM both_sides GROUP BY v WINDOW w AS (ORDER BY v))
SELECT max(abs(e / ${total(tables.e)} - a / ${total(tables.a)})) AS ks FROM steps`;
}
