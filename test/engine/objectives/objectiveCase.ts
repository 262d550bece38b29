import { readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../shared/stats/random';
import { fixtureFolder } from '../../unit/trees/support/fixtures';

export const surfaces = ['home', 'search', ''];

/**
 * A log of random features under the three classes of a small LightGBM model, with surfaces, positions, items of every
 * age, young rows and sampling weights, of which some are missing.
 */
export function objectiveFiles(requests: number, more: { weights: boolean }): Record<string, string | Buffer> {
  const random = seededRandom(5);
  const draw = () => random.next(2 ** 20) / 2 ** 20;
  const lines = [];
  for (let request = 0; request < requests; request++) {
    const weight = request % 17 === 0 ? '' : 1 + (request % 3);
    const served = new Date(Date.UTC(2026, 6, 1) + request * 3_600_000).toISOString();
    for (let position = 1; position <= 3 + (request % 24); position++) {
      const features = [draw() * 100, draw(), draw() * 50, draw() < 0.5 ? '' : draw(), random.next(8), random.next(5)];
      const click = draw() < 0.3 / position ? 1 : 0;
      const shown = position % 11 === 0 ? '' : position;
      const facts = [`q${request}`, `i${random.next(40)}_${position}`, shown, served, surfaces[request % 3], weight];
      lines.push([...facts, click, click && draw() < 0.4 ? 1 : 0, ...features].join(','));
    }
  }
  const items = Array.from({ length: 40 }, (_, item) =>
    Array.from({ length: 26 }, (_, at) => {
      const days = [0.5, 3, 20, 60, 200][item % 5]!;
      const since = new Date(Date.UTC(2026, 6, 6) - days * 86_400_000).toISOString();
      return `i${item}_${at + 1},${item % 7 === 0 ? '' : since}`;
    }).join('\n'),
  );
  const head = 'q,item,pos,served,surface,w,click,order,price,ctr,age,sparse,brand,city';
  return {
    'log.csv': `${[head, ...lines].join('\n')}\n`,
    'items.csv': `item,created_at\n${items.join('\n')}\n`,
    'model.txt': readFileSync(path.join(fixtureFolder, 'lgb_multiclass.txt')),
    'case.yaml': `rankscope: 1
name: Objectives
log:
  path: log.csv
  columns: { request: q, item: item, position: pos, time: served, surface: surface, click: click${more.weights ? ', weight: w' : ''} }
features: { columns: [price, ctr, age, sparse, brand, city], types: { brand: count, city: count } }
outcomes:
  click: { column: click, window: 30m }
  order: { column: order, window: 2d }
observedUntil: 2026-07-09T00:00:00Z
labels: { click: click, order: order }
label: click
items: { path: items.csv, id: item }
models:
  - name: m
    file: model.txt
    objectives: { click: "prediction[0]", order: "prediction[1]", margin: "raw[2]", likes: "prediction[2]" }
    blend: { click: 1, order: 4 }
  - { name: halves, blend: { "m:click": 0.5, m: 0.5 } }
`,
  };
}
