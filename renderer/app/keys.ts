/** A key as the bindings write it: `mod+shift+z`, `?`, `1`. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether a key press is the binding's. Shift counts only beside `mod`: `?` needs it on some keyboards, not on others. */
export function isPressed(binding: string, event: KeyPress): boolean {
  const parts = binding.split('+');
  const wanted = parts.at(-1)!;
  const mod = parts.includes('mod');
  if (event.altKey || mod !== (event.ctrlKey || event.metaKey)) return false;
  if (mod && parts.includes('shift') !== event.shiftKey) return false;
  return (mod ? event.key.toLowerCase() : event.key) === wanted;
}

/** A binding of one character without a modifier: people who speak to their machine turn these off (WCAG 2.1.4). */
export function isSingleKey(binding: string): boolean {
  return !binding.includes('mod+');
}

/** A binding as a keyboard shows it: `Ctrl Shift Z`, `⇧⌘Z` on a Mac. */
export function keyText(binding: string, mac: boolean): string {
  const parts = binding
    .split('+')
    .map((part) => (part.length === 1 && binding.includes('mod') ? part.toUpperCase() : part));
  if (!mac) return parts.map((part) => (part === 'mod' ? 'Ctrl' : part === 'shift' ? 'Shift' : part)).join(' ');
  const signs = parts.slice(0, -1).map((part) => (part === 'mod' ? '⌘' : '⇧'));
  return [...signs.sort(), parts.at(-1)].join('');
}

/** Whether this machine's keyboards have ⌘. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
