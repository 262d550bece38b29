import { quoteIdent } from '../../db/quote';

/** The column that says from which row of its input a staged row comes; BIGINT, rising in the order of the input. */
export const sourceKeyName = 'rs:src';

/** The same as SQL takes it. */
export const sourceKey = quoteIdent(sourceKeyName);
