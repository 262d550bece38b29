/**
 * What the desktop host tells the engine's process over `process.parentPort`, besides the frames of clients.
 * `client` carries one port, which speaks the wire protocol; `grant` makes a token known that stands for a path chosen
 * by a person; `save` moves an exported file to a place chosen in a dialog and is answered by `saved`; `shutdown` asks
 * it to close its sessions and exit with code 0.
 */
export type EngineControl =
  | { type: 'client' }
  | { type: 'grant'; token: string; path: string }
  | { type: 'save'; id: number; token: string; target: string }
  | { type: 'shutdown' };

/** What the engine's process tells the desktop host. */
export type EngineReport =
  /** A case or session file that a window opened, as a real path. */
  | { type: 'opened'; file: string }
  /** The end of a `save`; `error` is a sentence for people, null when the file is there. */
  | { type: 'saved'; id: number; error: string | null }
  /** Why the engine is about to exit. */
  | { type: 'fatal'; reason: string };
