import path from 'node:path';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { secondsOf, serve } from '../support/chromium';
import { scoredCase } from '../support/generate';
import { heapGrowth, secondsPerKey, showsTable, waitUsable } from '../support/pageActions';
import { compared } from '../support/report';

const sample = path.resolve('samples/souq');

/** The page in a browser: what a person waits for. Seconds inform; the ratios are to the same browser and host. */
export const page: Bench = {
  name: 'page',
  what: 'the built page in headless Chromium',
  async run(context) {
    const onSample = await withSample(context);
    const usable = await firstUse(context, onSample.firstTable.seconds);
    return [onSample.firstTable, usable, ...onSample.others];
  },
};

async function withSample(context: BenchContext): Promise<{ firstTable: BenchResult; others: BenchResult[] }> {
  const served = await serve(context, sample);
  try {
    const opened = async (url: string, ready: (at: Awaited<ReturnType<typeof served.open>>) => Promise<void>) => {
      const at = await served.open();
      const seconds = await secondsOf(async () => {
        await at.goto(url);
        await ready(at);
      });
      await at.context().close();
      return seconds;
    };
    // The first visit builds the session; what counts is every visit after it.
    await opened(served.url, showsTable);
    const bare = served.url.split('#')[0]!;
    const table: number[] = [];
    const shell: number[] = [];
    for (let run = 0; run < context.repeat; run += 1) {
      table.push(await opened(served.url, showsTable));
      shell.push(await opened(bare, async (at) => at.getByText('lacks the key').first().waitFor()));
    }
    const firstTable = result(
      'page-first-table',
      'from the address to the first table of souq',
      95_760,
      Math.min(...table),
      {
        what: 'the same page without a session',
        seconds: Math.min(...shell),
      },
    );
    const at = await served.open();
    await at.goto(served.url);
    await showsTable(at);
    const keys = await secondsPerKey(at, served.url);
    const heap = await heapGrowth(at);
    return {
      firstTable,
      others: [
        result('page-palette-key', 'a key in the palette with 1,000 entries, to the next frame', 1_000, keys.palette, {
          what: 'a key in a bare text field',
          seconds: keys.field,
        }),
        {
          ...result(
            'page-memory',
            'heap after 200 more changes of the view over that after 100',
            200,
            heap.seconds,
            null,
          ),
          peakMb: heap.afterMb,
          ratio: heap.afterMb / heap.beforeMb,
        },
      ],
    };
  } finally {
    await served.stop();
  }
}

async function firstUse(context: BenchContext, sampleSeconds: number): Promise<BenchResult> {
  const rows = context.rows ?? 1_000_000;
  const served = await serve(context, await scoredCase(path.join(context.folder, 'page'), rows));
  try {
    const visit = async () => {
      const at = await served.open();
      const seconds = await secondsOf(async () => {
        await at.goto(served.url);
        await waitUsable(at);
      });
      await at.context().close();
      return seconds;
    };
    await visit();
    let seconds = Number.POSITIVE_INFINITY;
    for (let run = 0; run < context.repeat; run += 1) seconds = Math.min(seconds, await visit());
    return result('page-usable', 'from the address to a window that takes commands', rows, seconds, {
      what: 'the first table of souq',
      seconds: sampleSeconds,
    });
  } finally {
    await served.stop();
  }
}

function result(
  name: string,
  what: string,
  rows: number,
  seconds: number,
  baseline: { what: string; seconds: number } | null,
): BenchResult {
  const none = { cpuSeconds: null, peakMb: null };
  return compared({ name, what, rows }, { seconds, ...none }, baseline && { ...baseline, ...none });
}
