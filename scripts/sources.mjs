import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { listFiles, root } from './project.mjs';

/** Folders that hold product code; tests and scripts are measured apart. */
export const productFolders = ['shared', 'renderer', 'electron', 'samples'];

const isSource = (file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts');

/** Parses every TypeScript file under the folders: `{file, text, lines, nodes, imports}` of each. */
export function readSources(folders) {
  return folders.flatMap((folder) => listFiles(folder, isSource)).map((file) => readSource(file));
}

/** Parses one file given by its path from the root; `text` replaces what is on disk. */
export function readSource(file, text = readFileSync(path.join(root, file), 'utf8')) {
  const { program, errors } = parseSync(file, text);
  const nodes = [...walk(program)];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const imports = nodes.flatMap((node) => importedName(node) ?? []);
  return { file, text, lines, program, nodes, imports, syntaxErrors: errors.map(({ message }) => message) };
}

function* walk(node) {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string') yield* walk(child);
    }
  }
}

const declarations = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
]);

function importedName(node) {
  if (declarations.has(node.type)) return node.source?.value;
  if (node.type === 'TSImportType') return (node.source ?? node.argument?.literal)?.value;
  if (node.type === 'TSExternalModuleReference') return node.expression.value;
  if (node.type === 'CallExpression' && /^require(\.resolve)?$/.test(calleeName(node))) return node.arguments[0]?.value;
  return undefined;
}

function calleeName({ callee }) {
  if (callee.type === 'MemberExpression') return `${callee.object.name}.${callee.property.name}`;
  return callee.name ?? '';
}
