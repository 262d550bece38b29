import { IconAlertTriangle } from '@tabler/icons-react';
import type { WireError } from '../../../shared/wire/errors';
import classes from './console.module.css';

/** Why a query did not run, and where in it. */
export function ConsoleFault({ sql, error }: { sql: string; error: WireError }) {
  const place = error.where?.position === undefined ? null : linePlace(sql, error.where.position);
  return (
    <div className={classes.fault} role="alert">
      <IconAlertTriangle size={15} className="bad" aria-hidden />
      <div>
        {place && <span className="num">{`line ${place.line}, character ${place.character}: `}</span>}
        <span>{error.message}</span>
        {error.hint && <span className="soft">{` ${error.hint}`}</span>}
      </div>
    </div>
  );
}

/** The line and character, both from 1, of an index into a text. */
export function linePlace(text: string, position: number): { line: number; character: number } {
  const before = text.slice(0, Math.max(0, position)).split('\n');
  return { line: before.length, character: (before.at(-1)?.length ?? 0) + 1 };
}
