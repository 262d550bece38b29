import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Cell, toCsv } from '../csv';
import { examination } from './behavior';
import { categoryNames, merchantNames } from './catalog';
import { devices, locales, userId } from './people';
import { surfaces } from './requestContext';
import { dateOf, pageSize, type Settings } from './settings';
import type { World } from './simulate';
import { TextFile } from './textFile';
import { dimensions } from './vectors';

export const vectorColumns = Array.from({ length: dimensions }, (_, index) => `e_${index}`);

/** Items, users, queries, item vectors and changes: everything that is known before the first request. */
export async function writeWorld(folder: string, world: World): Promise<void> {
  const { settings } = world;
  writeText(folder, 'data/items.csv', itemsCsv(world));
  await writeUsers(folder, world);
  writeText(folder, 'data/changes.csv', changesCsv(settings));
  writeText(folder, 'truth/examination.csv', examinationCsv());
  if (settings.tables.includes('raw')) {
    const nouns = world.catalog.nouns.map(({ text, category }) => [text, categoryNames[category]!]);
    writeText(folder, 'raw/queries.csv', toCsv(['query', 'category'], nouns));
  }
  if (!settings.tables.includes('embeddings')) return;
  for (const version of [1, 2]) {
    const rows = world.catalog.items.map(({ id, index }) => [id, ...world.encoders.items[version]![index]!]);
    writeText(folder, `embeddings/items_v${version}.csv.gz`, toCsv(['item_id', ...vectorColumns], rows));
  }
}

/** A text file in a folder that may not be there yet; gzip when the name ends in .gz. */
export function writeText(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
}

function itemsCsv({ catalog }: World): string {
  const header = ['item_id', 'title', 'noun', 'category', 'merchant', 'rating', 'created_at'];
  const rows = catalog.items.map(({ id, title, noun, category, merchant, rating, createdDay }) => [
    ...[id, title, noun, categoryNames[category]!, merchantNames[merchant]!, rating, dateOf(createdDay)],
  ]);
  return toCsv(header, rows);
}

async function writeUsers(folder: string, { people }: World): Promise<void> {
  const file = new TextFile(path.join(folder, 'data/users.csv'), ['user_id', 'locale', 'device', 'since']);
  for (let user = 0; user < people.count; user++) {
    const [locale, device] = [locales[people.locale[user]!]!, devices[people.device[user]!]!];
    file.add([userId(user), locale, device, dateOf(-people.tenureDays[user]!)]);
    if (file.full) await file.drain();
  }
  await file.close();
}

/** What a change board would show: the cause is among them, and so are bystanders. */
function changesCsv(settings: Settings): string {
  const { schedule, faults, days } = settings;
  const all: [number, ...Cell[]][] = [
    [schedule.ranker, 'model', 'ranker', 'v40', 'v41'],
    [schedule.index, 'index', 'items', 'x1', 'x2'],
    [schedule.app, 'app', 'app', '7.1', '7.2'],
    [schedule.features, 'features', 'feature pipeline', 'fs1', 'fs2'],
    [schedule.canary, 'model', settings.canaryShare < 1 ? 'ranker canary' : 'ranker', 'v41', 'v42'],
    [faults.rulesFrom ?? days, 'rules', 'list rules', 'r7', 'r8'],
    [settings.experiment ? 0 : days, 'experiment', 'v43 against v42', null, 'started'],
  ];
  const seen = all.filter(([day, kind]) => day < days && (day > 0 || kind === 'experiment'));
  const rows = seen.sort((a, b) => a[0] - b[0]).map(([day, ...cells]) => [`${dateOf(day)}T00:00:00Z`, ...cells]);
  return toCsv(['time', 'kind', 'name', 'from', 'to'], rows);
}

function examinationCsv(): string {
  const rows = surfaces.flatMap((surface) =>
    devices.flatMap((device) =>
      Array.from({ length: 2 * pageSize }, (_, index) => [
        surface,
        device,
        index + 1,
        Number(examination(surface, device, index + 1).toFixed(6)),
      ]),
    ),
  );
  return toCsv(['surface', 'device', 'position', 'examination'], rows);
}
