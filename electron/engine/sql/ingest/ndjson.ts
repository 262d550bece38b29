import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { csvRelation } from './readers';

// A CASE, because AND may be evaluated from either side and json_type fails on text that is no JSON.
const isObject = "CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE false END";

/** TEMP `table`: the lines of a file in their order, blank ones NULL; `rowid` + 1 is the line number. */
export function stageLines(table: string, file: string): Sql {
  const columns = [{ name: 'line', type: 'VARCHAR' }];
  const relation = csvRelation({
    file,
    delimiter: '\x01',
    header: false,
    columns,
    rejects: false,
    quoted: false,
    lenient: true,
    maxLine: 1 << 27,
  });
  return { text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS SELECT line FROM ${relation}` };
}

/** The structure that holds every object of the lines, as JSON text `structure`; null when there is no object. */
export function linesStructure(table: string): Sql {
  return {
    text: `SELECT json_group_structure(CASE WHEN ${isObject} THEN line END::JSON)::VARCHAR AS structure FROM ${quoteIdent(table)} WHERE ${isObject}`,
  };
}

/** TEMP `table` with one column for each key of `structure`, a row for each object, in line order. */
export function createFromLines(table: string, lines: string, structure: string): Sql {
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS
SELECT unnest(json_transform(CASE WHEN ${isObject} THEN line END::JSON, ${quoteText(structure)})) FROM ${quoteIdent(lines)} WHERE ${isObject}`,
  };
}

/** Up to 10,000 lines that hold no object: line number and text. */
export function badLines(table: string): Sql {
  return {
    text: `SELECT (rowid + 1)::DOUBLE AS line, left(line, 500) AS text, json_valid(line) AS valid FROM ${quoteIdent(table)}
WHERE line IS NOT NULL AND trim(line) <> '' AND NOT (${isObject}) ORDER BY rowid LIMIT 10000`,
  };
}

/** How many lines hold no object. */
export function countBadLines(table: string): Sql {
  return {
    text: `SELECT count(*)::DOUBLE AS rows FROM ${quoteIdent(table)} WHERE line IS NOT NULL AND trim(line) <> '' AND NOT (${isObject})`,
  };
}

/** A file that is one JSON array of objects, as a relation. */
export function jsonArrayRelation(file: string): string {
  return `read_json(${quoteText(file)}, format='array', records=true, sample_size=-1, maximum_object_size=1073741824, convert_strings_to_integers=false)`;
}
