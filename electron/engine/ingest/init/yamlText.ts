/** A text as a YAML scalar on one line: plain where that is safe, else in double quotes. */
export function yamlScalar(text: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_./ -]*$/.test(text) && !/ $|: | #/.test(text) && !reserved.test(text);
  const isPath = /^\.{1,2}\/[A-Za-z0-9_./ -]+$/.test(text) && !/ $| #/.test(text);
  return plain || isPath ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

const reserved = /^(null|true|false|yes|no|on|off|y|n|inf|nan)$/i;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Texts as a YAML list on one line, or one an entry when that would be too long. */
export function yamlList(texts: readonly string[], indent: string): string {
  const inline = `[${texts.map((each) => yamlItem(each)).join(', ')}]`;
  if (inline.length + indent.length <= 110) return inline;
  return texts.map((each) => `\n${indent}- ${yamlScalar(each)}`).join('');
}

/** A text as a scalar inside a list or map on one line. */
export function yamlItem(text: string): string {
  return yamlScalar(text);
}

/** Words as one comment, on one line, whatever they hold. */
export function yamlComment(words: string): string {
  return `# ${words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}`;
}
