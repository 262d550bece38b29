/** A piece of SQL text that means something: blanks and comments are left out. */
export interface SqlToken {
  kind: 'word' | 'name' | 'text' | 'number' | 'symbol';
  /** Words in lower case, quoted names without their quotes and in lower case, everything else as it stands. */
  value: string;
  /** Index in UTF-16 units. */
  start: number;
  end: number;
}

const blank = /\s+|--[^\n\r]*/y;
const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const number = /(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const quotedName = /"(?:[^"]|"")*"?/y;
const plainText = /'(?:[^']|'')*'?/y;
const escapedText = /[eE]'(?:[^'\\]|\\[\s\S]|'')*'?/y;
const dollarQuote = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/**
 * Cuts SQL as DuckDB's scanner does: quoted names, texts (plain, escaped, in dollars), comments (blocks nest). Made to
 * see which words stand in a statement, so it never fails; what is not closed runs to the end.
 */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length; ) {
    const blanks = match(blank, sql, at);
    if (blanks > 0) at += blanks;
    else if (sql.startsWith('/*', at)) at = endOfComment(sql, at);
    else {
      const token = tokenAt(sql, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function tokenAt(sql: string, start: number): SqlToken {
  const make = (kind: SqlToken['kind'], length: number): SqlToken => {
    const end = start + length;
    const text = sql.slice(start, end);
    const value = kind === 'word' ? text.toLowerCase() : kind === 'name' ? unquoted(text) : text;
    return { kind, value, start, end };
  };
  const escaped = match(escapedText, sql, start);
  if (escaped > 0) return make('text', escaped);
  const letters = match(word, sql, start);
  if (letters > 0) return make('word', letters);
  const digits = match(number, sql, start);
  if (digits > 0) return make('number', digits);
  if (sql[start] === '"') return make('name', match(quotedName, sql, start));
  if (sql[start] === "'") return make('text', match(plainText, sql, start));
  const opening = match(dollarQuote, sql, start);
  if (opening > 0) return make('text', dollarText(sql, start, opening));
  return make('symbol', 1);
}

function dollarText(sql: string, start: number, opening: number): number {
  const end = sql.indexOf(sql.slice(start, start + opening), start + opening);
  return (end < 0 ? sql.length : end + opening) - start;
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; ) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
      if (depth === 0) return at;
    } else at += 1;
  }
  return sql.length;
}

function unquoted(text: string): string {
  const inner = text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return inner.replaceAll('""', '"').toLowerCase();
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
