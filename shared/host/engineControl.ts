/**
 * What the desktop host tells the engine's process over `process.parentPort`, besides the frames of clients.
 * `client` carries one port, which speaks the wire protocol; `grant` makes a token known that stands for a path chosen
 * in a dialog; `shutdown` asks it to close its sessions and exit with code 0.
 */
export type EngineControl = { type: 'client' } | { type: 'grant'; token: string; path: string } | { type: 'shutdown' };
