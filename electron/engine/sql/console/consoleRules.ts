/** Words that a statement of the console may begin with. */
export const readingWords: ReadonlySet<string> = new Set([
  ...['select', 'with', 'from', 'values', 'table', 'explain', 'describe', 'desc', 'show', 'summarize'],
  ...['pivot', 'unpivot', '('],
]);

/**
 * Functions that a read-only transaction and a locked configuration do not stop: they change settings of the whole
 * instance while a query is only being prepared, run text as SQL, read memory by its address, or write. Files are not
 * listed here: external access is off.
 */
export const refusedFunctions: ReadonlySet<string> = new Set([
  // A log to a file that may not be written makes every later transaction of the session fail.
  ...['enable_logging', 'disable_logging', 'truncate_duckdb_logs', 'write_log', 'parse_duckdb_log_message'],
  // Prints the plan of every later query, or writes it to a file.
  ...['enable_profiling', 'disable_profiling'],
  // Swaps the parser of the connection.
  ...['enable_peg_parser', 'disable_peg_parser', 'check_peg_parser'],
  // SQL inside of a text, which these rules do not see.
  ...['query', 'query_table', 'json_execute_serialized_sql'],
  // Pointers.
  ...['arrow_scan', 'arrow_scan_dumb', 'seq_scan'],
  ...['checkpoint', 'force_checkpoint', 'nextval', 'setseed', 'sleep_ms'],
]);
