import type { Bench } from '../support/bench';
import { fastest, measureRole } from '../support/measure';
import { compared } from '../support/report';

interface Timing {
  seconds: number;
  cpuSeconds: number;
}

/** Typed arrays into a table and out of it, against the driver's own ways for the same rows. */
export const db: Bench = {
  name: 'db',
  what: 'typed arrays in and out of DuckDB',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const measured = await fastest(1, () => measureRole('typedArrays', [String(rows), String(context.repeat)]));
    const timings = JSON.parse(measured.output) as Record<string, Timing>;
    const { peakMb } = measured;
    const ours = (name: string) => ({ ...timings[name]!, peakMb });
    const base = (what: string, name: string) => ({ what, ...timings[name]!, peakMb: null });
    return [
      compared(
        { name: 'db-read', what: 'integer and double column read', rows },
        ours('read'),
        base('getColumnsJS', 'driverRead'),
      ),
      compared(
        { name: 'db-append', what: 'integer and double column appended', rows },
        ours('append'),
        base('appendInteger, appendDouble', 'driverAppend'),
      ),
    ];
  },
};
