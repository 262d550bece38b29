/** A line or row that could not be read: kept aside, counted everywhere. `line` counts from 1; null = unknown. */
export interface RefusedRow {
  file: string;
  line: number | null;
  reason: string;
  /** The line as it stands in the file, at most 500 characters; null where there is no text (Parquet). */
  text: string | null;
}
