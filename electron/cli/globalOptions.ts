/** Options that every command takes. */
export interface GlobalOptions {
  json?: boolean;
  quiet?: boolean;
  debug?: boolean;
  seed?: number;
  preset?: string;
  memory?: string;
  sessionDir?: string;
  private?: boolean;
}
