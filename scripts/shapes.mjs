/** Files that may pass the limit: lists that only make sense in one piece. */
const longFiles = ['shared/contract.ts'];
const lineLimit = 500;
const functionLimit = 60;

/** Files over the limit, barrels, default exports and `export *`, as sentences that begin with the file. */
export function shapeProblems(sources) {
  return sources.flatMap(({ file, lines, nodes, program, syntaxErrors }) => [
    ...syntaxErrors.map((message) => `${file}: ${message}`),
    ...(lines > lineLimit && !longFiles.includes(file) ? [`${file}: ${lines} lines, the limit is ${lineLimit}`] : []),
    ...(/(^|\/)index\.tsx?$/.test(file) || isBarrel(program)
      ? [`${file}: is a barrel; import from the file itself`]
      : []),
    ...nodes.flatMap((node) => exportProblem(file, node) ?? []),
  ]);
}

function exportProblem(file, node) {
  if (node.type === 'ExportAllDeclaration') return `${file}: export * hides what is exported; name it`;
  if (node.type === 'ExportDefaultDeclaration') return `${file}: use a named export`;
  return undefined;
}

function isBarrel({ body }) {
  const reexport = (node) => node.type === 'ExportNamedDeclaration' && node.source;
  return (
    body.length > 0 && body.every((node) => reexport(node) || node.type === 'ImportDeclaration') && body.some(reexport)
  );
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Every function of a source with its length in lines. */
function functionLengths({ file, text, nodes }) {
  return nodes
    .filter((node) => functionTypes.has(node.type) && node.body)
    .map((node) => ({
      place: `${file}:${text.slice(0, node.start).split('\n').length}`,
      lines: text.slice(node.start, node.end).split('\n').length,
    }));
}

/** Lines of files and functions by folder, ready to print, and the functions that should be split. */
export function sizeReport(sources) {
  const groups = groupBy(sources, group);
  const rows = [...groups].map(([folder, members]) => sizeRow(folder, members));
  const product = sources.filter(({ file }) => !file.startsWith('test/'));
  const long = product.flatMap(functionLengths).filter(({ lines }) => lines > functionLimit);
  return { rows, long: long.sort((a, b) => b.lines - a.lines) };
}

function sizeRow(folder, members) {
  const files = members.map(({ lines }) => lines).sort((a, b) => a - b);
  const functions = members.flatMap(functionLengths).map(({ lines }) => lines);
  functions.sort((a, b) => a - b);
  return {
    folder,
    files: files.length,
    lines: files.reduce((sum, each) => sum + each, 0),
    median: quantile(files, 0.5),
    p90: quantile(files, 0.9),
    max: files.at(-1),
    'function p90': quantile(functions, 0.9),
  };
}

function group({ file }) {
  const parts = file.split('/');
  const deep = { electron: 3, shared: 2, renderer: 3, test: 2 }[parts[0]] ?? 1;
  return parts.slice(0, Math.min(deep, parts.length - 1)).join('/');
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function quantile(sorted, q) {
  return sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
}
