/**
 * Functions that a predicate may call: pure, row by row, without access to files, settings, sequences, clocks or
 * chance, and without results much larger than their arguments.
 */
export const allowedFunctions: ReadonlySet<string> = new Set([
  // Operators, as DuckDB's parser names them.
  ...['+', '-', '*', '/', '//', '%', '^', '**', '&', '|', '~', '<<', '>>', '||', '@', '!'],
  ...['~~', '!~~', '~~*', '!~~*', '~~~', '~', '!~', '^@', '<@', '@>', '&&'],
  ...['like_escape', 'not_like_escape', 'ilike_escape', 'not_ilike_escape'],
  // Numbers.
  ...['abs', 'sign', 'ceil', 'ceiling', 'floor', 'round', 'trunc', 'mod', 'fmod', 'even', 'gcd', 'lcm'],
  ...['sqrt', 'cbrt', 'exp', 'ln', 'log', 'log10', 'log2', 'pow', 'power', 'pi', 'degrees', 'radians'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'greatest', 'least', 'isnan', 'isinf', 'isfinite'],
  ...['add', 'subtract', 'multiply', 'divide', 'bit_count', 'xor'],
  // Text.
  ...['lower', 'upper', 'lcase', 'ucase', 'length', 'len', 'char_length', 'character_length', 'strlen', 'concat'],
  ...['concat_ws', 'contains', 'prefix', 'suffix', 'starts_with', 'ends_with', 'left', 'right', 'substr', 'substring'],
  ...['trim', 'ltrim', 'rtrim', 'replace', 'translate', 'reverse', 'strip_accents', 'nfc_normalize', 'position'],
  ...['instr', 'strpos', 'split_part', 'ascii', 'ord', 'unicode', 'md5', 'hash', 'levenshtein', 'damerau_levenshtein'],
  ...['jaccard', 'jaro_similarity', 'jaro_winkler_similarity', 'hamming'],
  ...['regexp_matches', 'regexp_full_match', 'regexp_extract', 'regexp_replace'],
  // Missing values.
  ...['coalesce', 'ifnull', 'nullif', 'if'],
  // Dates and times.
  ...['date_part', 'datepart', 'date_trunc', 'datetrunc', 'date_diff', 'datediff', 'date_sub', 'datesub', 'date_add'],
  ...[
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
    'millisecond',
    'microsecond',
    'quarter',
    'week',
    'weekofyear',
  ],
  ...['dayofweek', 'dayofmonth', 'dayofyear', 'weekday', 'isodow', 'isoyear', 'yearweek', 'dayname', 'monthname'],
  ...[
    'last_day',
    'make_date',
    'make_timestamp',
    'strftime',
    'strptime',
    'try_strptime',
    'timezone',
    'epoch',
    'epoch_ms',
  ],
  ...['epoch_us', 'epoch_ns', 'time_bucket', 'to_years', 'to_quarters', 'to_months', 'to_weeks', 'to_days', 'to_hours'],
  ...['to_minutes', 'to_seconds', 'to_milliseconds', 'to_microseconds', 'to_timestamp', 'date'],
  // Lists and structs.
  ...['list_contains', 'list_has', 'array_contains', 'array_has', 'list_has_any', 'list_has_all', 'list_position'],
  ...['list_extract', 'array_extract', 'list_element', 'list_value', 'array_length', 'list_count', 'cardinality'],
  ...['list_distinct', 'list_unique', 'list_min', 'list_max', 'list_sum', 'list_avg', 'array_slice', 'list_slice'],
  ...['struct_extract', 'map_extract', 'map_contains', 'element_at', 'row'],
  ...['json_extract', 'json_extract_string', '->', '->>', 'json_exists', 'json_array_length'],
  ...['json_type', 'json_valid', 'map_keys', 'map_values'],
]);

/** Allowed functions whose result may be much longer than their arguments: none stands inside another. */
export const growingFunctions: ReadonlySet<string> = new Set(['replace', 'regexp_replace']);

/** Types that a predicate may cast to. */
export const allowedTypes: ReadonlySet<string> = new Set([
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
  'VARCHAR',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'TIMESTAMP_S',
  'TIMESTAMP_MS',
  'TIMESTAMP_NS',
  'TIMESTAMP WITH TIME ZONE',
  'TIMESTAMP_TZ',
  'INTERVAL',
]);
