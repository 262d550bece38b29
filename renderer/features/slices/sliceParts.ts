/**
 * A slice is one predicate; the bar shows it as parts that all hold. `(a) AND (b)` reads as the parts a and b, anything
 * else is one part as it stands: what a person typed is never rewritten.
 */
export function partsOf(slice: string | null): string[] {
  const text = slice?.trim() ?? '';
  if (text === '') return [];
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = closingBracket(text, at);
    if (end < 0) return [text];
    parts.push(text.slice(at + 1, end));
    const rest = text.slice(end + 1);
    if (rest === '') break;
    if (!rest.startsWith(' AND (')) return [text];
    at = end + 1 + ' AND '.length;
  }
  return parts.length < 2 ? [text] : parts;
}

/** The predicate of parts; null for none. The reverse of `partsOf`. */
export function sliceOf(parts: readonly string[]): string | null {
  const kept = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (kept.length === 0) return null;
  return kept.length === 1 ? kept[0]! : kept.map((part) => `(${part})`).join(' AND ');
}

/** The parts with one more, unless it is there. */
export function withPart(slice: string | null, part: string): string | null {
  const parts = partsOf(slice);
  return sliceOf(parts.includes(part.trim()) ? parts : [...parts, part]);
}

/** The parts without the one at `index`. */
export function withoutPart(slice: string | null, index: number): string | null {
  return sliceOf(partsOf(slice).filter((_, i) => i !== index));
}

/** The end of the bracket that opens at `from`, not counting brackets in texts and quoted names; -1 without one. */
function closingBracket(text: string, from: number): number {
  if (text[from] !== '(') return -1;
  let depth = 0;
  let quote: string | null = null;
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    if (quote !== null) {
      if (char === quote) quote = null;
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}
