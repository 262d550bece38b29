/** The product's version; equal to package.json (tested). */
export const version = '0.1.0';

/** What both ends of a connection send in their hello, so that a stale page notices a newer engine. */
export const buildId = version;
