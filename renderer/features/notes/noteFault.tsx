import type { WireError } from '../../../shared/wire/errors';

/** Why a note could not be saved and what to do. */
export function NoteFault({ fault }: { fault: WireError | null }) {
  if (!fault) return null;
  return (
    <div role="alert">
      <div className="bad">{fault.message}</div>
      {fault.hint && <div className="soft">{fault.hint}</div>}
    </div>
  );
}
