import { type Document, isAlias, isMap, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { RankscopeError } from '../../../shared/wire/errors';

/** A YAML text as plain values, with the line of any path in it. */
export interface YamlFile {
  value: unknown;
  /** The line, from 1, of the key or entry at a path; of the nearest enclosing one when the path is not there. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/** An alias may stand for at most this many copies: a small file must not become a huge value. */
const maxAliasCount = 100;

/** Parses YAML 1.2. Broken text, keys that stand twice, anchors in a cycle and too many aliases are `input` errors. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    const what =
      error.code === 'DUPLICATE_KEY'
        ? `the key ${keyAt(text, error.pos[0])} stands twice`
        : error.message.split(/ at line |\n/)[0]!;
    throw yamlError(file, what, line);
  }
  refuseCycles(document, file, lines);
  return { value: toValue(document, file), lineOf: (path) => lineOf(document, path, lines) };
}

function keyAt(text: string, offset: number): string {
  return /^[^\s:,}]{1,60}/.exec(text.slice(offset))?.[0] ?? 'here';
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (error) {
    const unknownAnchor = /Unresolved alias.*: (.*)$/.exec(String(error))?.[1];
    const what = unknownAnchor ? `the anchor *${unknownAnchor} is not defined before it is used` : 'too many aliases';
    throw yamlError(file, what, undefined);
  }
}

function refuseCycles(document: Document, file: string, lines: LineCounter): void {
  visit(document, {
    Alias(_key, alias, ancestors) {
      const target = alias.resolve(document);
      if (target && (ancestors as readonly unknown[]).includes(target)) {
        throw yamlError(file, `the anchor *${alias.source} holds itself`, startLine(alias, lines));
      }
    },
  });
}

function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number | undefined {
  let node: unknown = document.contents;
  let line: number | undefined;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        (each) => String((each.key as { value?: unknown })?.value ?? each.key) === String(step),
      );
      if (!pair) return line;
      line = startLine(pair.key as Node, lines) ?? line;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      line = startLine(node as Node | undefined, lines) ?? line;
    } else return line;
  }
  return line;
}

function startLine(node: Node | null | undefined, lines: LineCounter): number | undefined {
  const start = node?.range?.[0];
  return start === undefined ? undefined : lines.linePos(start).line;
}

function yamlError(file: string, what: string, line: number | undefined): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `case.yaml is not valid YAML${line ? `, line ${line}` : ''}: ${what}.`,
    hint: 'Correct the file and open the case again.',
    where: { file, line },
  });
}
