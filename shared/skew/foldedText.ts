/**
 * A text as the second comparison of definitions D1 sees it: NFC, without white space at its ends, without case. Case is
 * taken away by full upper and then lower case, so that ß equals SS; unlike Unicode's folding table, ı equals i.
 */
export function foldedText(text: string): string {
  return text.normalize('NFC').trim().toUpperCase().toLowerCase().normalize('NFC');
}
