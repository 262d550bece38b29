import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine, type Engine } from '../../../../electron/engine/createEngine';
import { writeOnnx } from '../../../../samples/tools/onnxWriter';
import { readLightgbm } from '../../../../shared/trees/lightgbm/readLightgbm';
import { scoreRow } from '../../../../shared/trees/scoreRow';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { fixtureFolder, fixtureText } from '../../../unit/trees/support/fixtures';
import { unitsFrom } from '../../../unit/trees/support/randomForest';

export const forestFeatures = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
export const features = [...forestFeatures, 'u', 'g1', 'g2', 'h1', 'h2', 'h3', 'h4'];

/** Rows of the log: two lists of eight, and one of a single item. The item `gap` lacks `h1`. */
export interface LogRow {
  request: string;
  item: string;
  position: number;
  values: (number | null)[];
}

/** Name of the request whose items at positions 2 and 3 a rule exchanged. */
export const ruledRequest = 'q1';

export const forest: TreeEnsemble = readLightgbm(fixtureText('lgb_lambdarank.txt'), 'forest');

function drawRows(): LogRow[] {
  const random = unitsFrom(11);
  const rows: LogRow[] = [];
  for (const [request, count] of [
    ['q1', 8],
    ['q2', 8],
    ['alone', 1],
  ] as const) {
    const user = random();
    const list = Array.from({ length: count }, (_, at) => ({
      request,
      item: request === 'q2' && at === 3 ? 'gap' : `i${at}`,
      position: 0,
      values: features.map((name, feature) => {
        if (name === 'u') return user;
        if (request === 'q2' && at === 3 && name === 'h1') return null;
        return feature < 6
          ? [random() * 40, random() * 0.5, Math.floor(random() * 300), random() * 4 - 2, at % 5, at * 9][feature]!
          : random() * 2 - 1;
      }),
    }));
    const score = ({ values }: LogRow) => scoreRow(forest, values.slice(0, 6) as number[])[0]!;
    list.sort((a, b) => score(b) - score(a));
    if (request === ruledRequest) [list[1], list[2]] = [list[2]!, list[1]!];
    list.forEach((row, at) => {
      row.position = at + 1;
    });
    rows.push(...list);
  }
  return rows;
}

export const logRows = drawRows();

/** A network of three layers over all features but the forest's codes: interactions of every order. */
function network(): Uint8Array {
  const random = unitsFrom(5);
  const inputs = features.filter((name) => name !== 'brand' && name !== 'city');
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => (random() - 0.5) * 1.5));
  return writeOnnx({
    name: 'network',
    features: inputs,
    layers: [
      { weights: matrix(inputs.length, 16), bias: new Array(16).fill(0.1), activation: 'tanh' },
      { weights: matrix(16, 8), bias: new Array(8).fill(0), activation: 'tanh' },
      { weights: matrix(8, 1), bias: [0], activation: 'none' },
    ],
  });
}

const caseYaml = `rankscope: 1
name: Explained
log:
  path: log.csv
  columns: { request: request, item: item, position: position, rule: rule }
features:
  columns: [${features.join(', ')}]
  groups: { pair: [g1, g2] }
models:
  - { name: forest, file: forest.txt, served: true }
  - { name: network, file: network.onnx, missing: { h2: 0 } }
  - { name: list-wise, file: network.onnx, listwise: true }
  - { name: scores, file: scores.csv }
  - { name: lacking, file: small.onnx }
  - { name: tripled, file: network.onnx, missing: { h2: 0 }, objectives: { net: score, none: score }, blend: { net: 3 } }
  - { name: same, file: forest.txt, objectives: { raw: raw, shown: prediction }, blend: { raw: 2, shown: -1 } }
  - { name: by list, file: forest.txt, objectives: { raw: raw }, blending: { normalize: minmax_list } }
  - { name: by training, file: forest.txt, objectives: { score: raw }, blending: { normalize: quantile_global, training: scores.csv } }
  - { name: mixed, blend: { forest: 1, network: 1 } }
`;

/** Writes the case into a folder of its own. */
export async function writeExplainCase(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rankscope-explain-'));
  const own = path.join(folder, 'case');
  await mkdir(own);
  const rule = ({ request, position }: LogRow) => (request === ruledRequest && position === 2 ? 'boost' : '');
  const lines = logRows.map((row) => [
    row.request,
    row.item,
    row.position,
    rule(row),
    ...row.values.map((each) => each ?? ''),
  ]);
  const head = ['request', 'item', 'position', 'rule', ...features];
  await writeFile(path.join(own, 'log.csv'), [head, ...lines].map((cells) => `${cells.join(',')}\n`).join(''));
  const scores = logRows.map(({ request, item }, at) => `${request},${item},${at}\n`);
  await writeFile(path.join(own, 'scores.csv'), `request,item,score\n${scores.join('')}`);
  await writeFile(path.join(own, 'network.onnx'), network());
  await cp(path.join(fixtureFolder, 'lgb_lambdarank.txt'), path.join(own, 'forest.txt'));
  await cp('samples/small/models/baseline.onnx', path.join(own, 'small.onnx'));
  await writeFile(path.join(own, 'case.yaml'), caseYaml);
  return own;
}

/** An engine with the case open; `close` removes everything again. */
export async function openExplainCase(): Promise<{
  engine: Engine;
  session: string;
  folder: string;
  close(): Promise<void>;
}> {
  const folder = await writeExplainCase();
  const engine = createEngine({
    host: 'test',
    startCase: null,
    cacheDir: path.join(folder, '../cache'),
    allowedRoots: null,
    memoryLimit: '1GB',
    threads: 2,
    privateSessions: false,
    onFatal: () => undefined,
  });
  const { session } = await engine.openCase(folder, { progress: () => undefined });
  const close = async () => {
    await engine.close();
    await rm(path.dirname(folder), { recursive: true, force: true });
  };
  return { engine, session, folder, close };
}
