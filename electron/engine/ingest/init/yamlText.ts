/** A text as a YAML scalar on one line, also inside lists and maps: plain where that is safe, else in double quotes. */
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
  const inline = `[${texts.map(yamlScalar).join(', ')}]`;
  if (inline.length + indent.length <= 110) return inline;
  return texts.map((each) => `\n${indent}- ${yamlScalar(each)}`).join('');
}

/** Words as one comment, on one line, whatever they hold. */
export function yamlComment(words: string): string {
  return `# ${words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}`;
}
