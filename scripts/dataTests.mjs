import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts the tests that read the shared data folder, known by a title (their own or a describe's) that begins with
 * "data: ", in Vitest's JSON reports. `skipped` holds full titles.
 */
export function countDataTests(reportFiles) {
  const counts = { ran: 0, failed: 0, skipped: [] };
  for (const file of reportFiles.filter((each) => existsSync(each))) {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
    for (const test of testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (![...test.ancestorTitles, test.title].some((title) => title.startsWith('data: '))) continue;
      if (test.status === 'passed' || test.status === 'failed') counts.ran += 1;
      else counts.skipped.push(test.fullName);
      if (test.status === 'failed') counts.failed += 1;
    }
  }
  return counts;
}
