/** Texts of one feature as numbers, so that rows of numbers hold them: a text's code is its place of first appearance. */
export interface TextCodes {
  /** NaN for a missing text. */
  codeOf(text: string | null): number;
  /** Null for a missing text, and for what is no code. */
  textOf(code: number): string | null;
}

export function textCodes(): TextCodes {
  const codes = new Map<string, number>();
  const texts: string[] = [];
  return {
    codeOf(text) {
      if (text === null) return Number.NaN;
      let code = codes.get(text);
      if (code === undefined) {
        code = texts.push(text) - 1;
        codes.set(text, code);
      }
      return code;
    },
    textOf: (code) => texts[code] ?? null,
  };
}
