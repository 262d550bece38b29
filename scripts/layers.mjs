import { builtinModules } from 'node:module';
import path from 'node:path';

const natives = ['@duckdb/node-api', '@duckdb/node-bindings', 'onnxruntime-node', 'usearch'];
const pageOnly = ['react', 'react-dom', '@mantine', '@tanstack', '@tabler', '@codemirror', 'zustand'];
const sockets = ['net', 'http', 'https', 'http2', 'dgram', 'tls', 'ws'];

/**
 * Who may import whom. `layers` are folders of ours, `node` says whether Node's modules are there, `packages` is the
 * list of allowed npm packages or 'any', `denied` takes packages and Node modules away again.
 */
export const layers = [
  { folder: 'shared', layers: [], node: false, packages: ['zod'] },
  { folder: 'renderer', layers: ['shared'], node: false, packages: 'any', denied: ['electron', 'ws', ...natives] },
  { folder: 'electron/main', layers: ['shared'], node: true, packages: ['electron'] },
  { folder: 'electron/preload', layers: ['shared'], node: false, packages: ['electron'] },
  {
    folder: 'electron/engine',
    layers: ['shared'],
    node: true,
    packages: 'any',
    denied: ['electron', 'commander', ...sockets, ...pageOnly],
  },
  {
    folder: 'electron/serve',
    layers: ['shared', 'electron/engine'],
    node: true,
    packages: 'any',
    denied: ['electron', ...pageOnly],
  },
  {
    folder: 'electron/cli',
    layers: ['shared', 'electron/engine', 'electron/serve'],
    node: true,
    packages: 'any',
    denied: ['electron', ...pageOnly],
  },
  { folder: 'samples', layers: ['shared'], node: true, packages: ['yaml', 'zod'] },
];

/** Packages with exactly one home: the only folder or file that may import them. */
const homes = [
  { packages: ['@duckdb/node-api', '@duckdb/node-bindings'], home: 'electron/engine/db/' },
  { packages: ['onnxruntime-node', 'onnxruntime-common'], home: 'electron/engine/scoring/onnxSession.ts' },
  { packages: ['usearch'], home: 'electron/engine/embeddings/usearchIndex.ts' },
];

/** Everything wrong with the imports and literals of the sources, as sentences that begin with the file. */
export function layerProblems(sources) {
  return sources.flatMap((source) => {
    const layer = layerOf(source.file);
    if (!layer) return [];
    return [
      ...source.imports.flatMap((name) => importProblem(source.file, layer, name) ?? []),
      ...literalProblems(source),
    ];
  });
}

/** The layer a file belongs to, or undefined for tests and scripts. */
export function layerOf(file) {
  return layers.find((layer) => file.startsWith(`${layer.folder}/`));
}

/** Why this import is not allowed, or undefined when it is. */
export function importProblem(file, layer, name) {
  if (name.startsWith('.')) return relativeProblem(file, layer, name);
  const bare = name.replace(/^node:/, '');
  const packageName = bare.split('/', bare.startsWith('@') ? 2 : 1).join('/');
  const denied = layer.denied?.some((each) => packageName === each || packageName.startsWith(`${each}/`));
  if (denied) return `${file}: ${layer.folder} may not import ${name}`;
  if (isBuiltin(name)) return layer.node ? undefined : `${file}: ${layer.folder} has no Node, but imports ${name}`;
  const rule = homes.find((each) => each.packages.includes(packageName));
  if (rule && !file.startsWith(rule.home)) return `${file}: only ${rule.home} may import ${name}`;
  if (layer.packages === 'any' || layer.packages.includes(packageName)) return undefined;
  return `${file}: ${layer.folder} may import ${layer.packages.join(', ')}, not ${name}`;
}

function relativeProblem(file, layer, name) {
  if (/\.tsx?$/.test(name)) return `${file}: write ${name} without its extension`;
  const target = path.posix.join(path.posix.dirname(file), name);
  const allowed = [layer.folder, ...layer.layers].some((folder) => target.startsWith(`${folder}/`));
  return allowed ? undefined : `${file}: ${layer.folder} may not import ${target}`;
}

function isBuiltin(name) {
  return name.startsWith('node:') || builtinModules.includes(name);
}

const statement =
  /^\s*(select|SELECT)\b[\s\S]*\b(from|FROM)\b|^\s*(INSERT INTO|CREATE (TEMP |OR |TABLE|VIEW)|DROP TABLE|COPY )/;

function literalProblems({ file, nodes }) {
  const problems = [];
  for (const node of nodes) {
    const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : undefined;
    if (typeof text !== 'string') continue;
    if (/(^|[\\/])truth([\\/]|$)/.test(text) && !file.startsWith('samples/')) {
      problems.push(`${file}: product code may not read the truth of a sample ("${text.slice(0, 60)}")`);
    }
    if (statement.test(text) && !isSqlHome(file)) {
      problems.push(`${file}: SQL text belongs in electron/engine/sql or db ("${text.trim().slice(0, 60)}")`);
    }
  }
  return problems;
}

function isSqlHome(file) {
  return /^electron\/engine\/(sql|db)\//.test(file) || file.startsWith('samples/');
}

/** The rules as lines of a table, for people. */
export function layerTable() {
  return layers.map(({ folder, layers: targets, node, packages, denied = [] }) => {
    const may = [folder, ...targets, ...(node ? ['node'] : []), ...(packages === 'any' ? ['any package'] : packages)];
    return `${folder.padEnd(18)} -> ${may.join(', ')}${denied.length > 0 ? `; not ${denied.join(', ')}` : ''}`;
  });
}
