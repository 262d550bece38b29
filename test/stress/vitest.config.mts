import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Read by every test process when it starts: TZ and the size of libuv's pool cannot be changed later.
process.env.TZ = 'UTC';
process.env.UV_THREADPOOL_SIZE ??= '16';

const hourMs = 3_600_000;

// biome-ignore lint/style/noDefaultExport: Vitest reads it
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/stress/**/*.test.ts'],
    globalSetup: ['./test/temporaryCache.ts'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: hourMs,
    hookTimeout: hourMs,
    reporters: ['verbose'],
  },
});
