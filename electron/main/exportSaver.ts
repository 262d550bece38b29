import type { EngineControl, EngineReport } from '../../shared/host/engineControl';

type Saved = Extract<EngineReport, { type: 'saved' }>;

/** Has the engine move its exported files to where a person wants them. */
export class ExportSaver {
  private readonly pending = new Map<number, (error: string | null) => void>();
  private last = 0;

  /** `send` is false when there is no engine. */
  constructor(private readonly send: (message: EngineControl) => boolean) {}

  /** Resolves when the file lies at `target`. @throws Error with a sentence for people. */
  async save(token: string, target: string): Promise<void> {
    const id = ++this.last;
    const answer = new Promise<string | null>((resolve) => this.pending.set(id, resolve));
    if (!this.send({ type: 'save', id, token, target })) this.engineGone();
    const error = await answer;
    if (error !== null) throw new Error(error);
  }

  saved({ id, error }: Saved): void {
    this.pending.get(id)?.(error);
    this.pending.delete(id);
  }

  /** The engine that had the files is gone, and its files with it. */
  engineGone(): void {
    for (const id of [...this.pending.keys()]) {
      this.saved({ type: 'saved', id, error: 'The engine ended before the file was saved. Export it again.' });
    }
  }
}
