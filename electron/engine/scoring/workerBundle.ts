let offered: string | null = null;

/** Says that `file` takes up worker roles when it is started as a worker. */
export function offerWorkerBundle(file: string): void {
  offered = file;
}

/** The program file to start workers from; null when this program does not serve worker roles. */
export function workerBundle(): string | null {
  return offered;
}
