/** What can be read out of the text of a DuckDB exception. */
export interface DuckdbReport {
  /** Exception type without the word `Error`; empty when the text does not begin with one. */
  type: string;
  /** The first line of the message. */
  message: string;
  /** The lines after the first, such as the candidates of a misspelled name. */
  details?: string;
  /** Index in the SQL text (UTF-16 units); null when unknown. */
  position: number | null;
}

/** Reads both forms: JSON (instances opened here set `errors_as_json`) and plain text (failures while opening). */
export function parseReport(text: string, sql?: string): DuckdbReport {
  return parseJson(text, sql) ?? parsePlain(text);
}

function parseJson(text: string, sql?: string): DuckdbReport | null {
  const start = text.indexOf('{"exception_type"');
  if (start < 0) return null;
  const fields = readObject(text.slice(start));
  if (!fields) return null;
  const bytes = Number(fields.position);
  const position = sql !== undefined && fields.position !== undefined ? indexOfByte(sql, bytes) : null;
  return report(String(fields.exception_type), String(fields.exception_message), position);
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // DuckDB may put words after the object; the plain form still carries the whole text.
    return null;
  }
}

function parsePlain(text: string): DuckdbReport {
  const match = /^(?:Failed to extract statements: )?([A-Za-z ]+?) Error: ([\s\S]*)$/.exec(text);
  if (!match) return report('', text, null);
  return report(match[1] ?? '', match[2] ?? '', null);
}

function report(type: string, message: string, position: number | null): DuckdbReport {
  const [first = '', ...rest] = message.split('\n');
  const details = rest.join('\n').split('\nLINE ')[0]?.trim().split('\n').slice(0, 3).join(' ');
  return { type, message: first, position, ...(details && { details }) };
}

/** DuckDB counts bytes of UTF-8; editors count UTF-16 units. */
function indexOfByte(text: string, byteIndex: number): number {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.subarray(0, byteIndex).toString('utf8').length;
}
