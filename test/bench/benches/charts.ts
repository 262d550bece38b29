import type { Page } from 'playwright-core';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { secondsOf } from '../support/chromium';
import { type Gallery, remount, serveGallery } from '../support/gallery';
import { heapMb } from '../support/pageActions';
import { compared } from '../support/report';

const points = 100_000;
const few = 1_000;
const warmUp = 100;
const mounts = 200;

/** Charts in a browser: a large cloud against a small one of the same page, and the heap over many mounts. */
export const charts: Bench = {
  name: 'charts',
  what: 'the charts in headless Chromium',
  async run(context) {
    const gallery = await serveGallery();
    try {
      return [...(await clouds(context, gallery)), await memory(gallery)];
    } finally {
      await gallery.stop();
    }
  },
};

async function clouds({ repeat, rows }: BenchContext, gallery: Gallery): Promise<BenchResult[]> {
  const large = rows ?? points;
  const results: BenchResult[] = [];
  for (const kind of ['webgl', 'canvas'] as const) {
    const pages: Page[] = [];
    for (const size of [large, few]) {
      pages.push(await gallery.open(`&points=${size}#cloud`, kind === 'webgl' ? 'card' : 'none'));
    }
    const fastest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let run = 0; run < repeat + 2; run += 1) {
      for (const [at, page] of pages.entries()) fastest[at] = Math.min(fastest[at]!, await remount(page));
    }
    for (const page of pages) await page.context().close();
    const none = { cpuSeconds: null, peakMb: null };
    const what = kind === 'webgl' ? 'a cloud of points by WebGL, here on the processor' : 'the same on a 2-D canvas';
    results.push(
      compared(
        { name: `charts-${kind}`, what, rows: large },
        { seconds: fastest[0]!, ...none },
        {
          what: `${few.toLocaleString('en-US')} points`,
          seconds: fastest[1]!,
          ...none,
        },
      ),
    );
  }
  return results;
}

async function memory(gallery: Gallery): Promise<BenchResult> {
  const page = await gallery.open('');
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < warmUp; i += 1) await remount(page);
  const before = await heapMb(session);
  const seconds = await secondsOf(async () => {
    for (let i = 0; i < mounts; i += 1) await remount(page);
  });
  const after = await heapMb(session);
  const what = `heap after ${mounts} more mounts of every chart over that after ${warmUp}`;
  const result = compared(
    { name: 'charts-memory', what, rows: mounts },
    { seconds, cpuSeconds: null, peakMb: after },
    null,
  );
  return { ...result, ratio: after / before };
}
