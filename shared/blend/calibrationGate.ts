/** Observed over expected within which a prediction counts as calibrated (definitions.md H1), ends included. */
export const calibrationRange: readonly [low: number, high: number] = [0.9, 1.1];

// 18 events of 1000 with p = 0.02 are 0.9 exactly, and 0.8999999999999999 in double precision.
const tolerance = 1e-9;

/** Whether observed/expected passes the gate. */
export function isCalibrated(observedExpected: number): boolean {
  const [low, high] = calibrationRange;
  return observedExpected >= low - tolerance && observedExpected <= high + tolerance;
}

/** Observed over expected of one objective on one surface; null with a reason. `surface` null: rows without one. */
export interface CalibrationFact {
  objective: string;
  surface: string | null;
  oe: number | null;
  reason: string | null;
}

/** Whether weights of objectives can be read as the worth of an event; null: not known. In words beside it. */
export interface CalibrationGate {
  interpretable: boolean | null;
  sentence: string;
}

/** The gate over every weighted objective on every surface: one that fails is enough, one that is unknown leaves it open. */
export function calibrationGate(facts: readonly CalibrationFact[]): CalibrationGate {
  const range = calibrationRange.join(' to ');
  const failed = facts.filter(({ oe }) => oe !== null && !isCalibrated(oe));
  if (failed.length > 0) {
    const named = failed.map(({ objective, surface, oe }) => `${objective}${on(surface)} ${oe!.toFixed(3)}`);
    return {
      interpretable: false,
      sentence: `Weights are not interpretable: observed/expected lies outside ${range} for ${named.join(', ')}.`,
    };
  }
  const unknown = facts.filter(({ oe }) => oe === null);
  if (unknown.length > 0 || facts.length === 0) {
    const named = unknown.map(({ objective, surface, reason }) => `${objective}${on(surface)}: ${reason}`);
    const why = named.length > 0 ? named.join('; ') : 'no objective has rows';
    return { interpretable: null, sentence: `It is not known whether weights are interpretable (${why}).` };
  }
  return {
    interpretable: true,
    sentence: `Weights are interpretable: observed/expected lies within ${range} for every weighted objective on every surface.`,
  };
}

function on(surface: string | null): string {
  return surface === null ? '' : ` on ${surface}`;
}
