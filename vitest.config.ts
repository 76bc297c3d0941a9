import { defineConfig } from 'vitest/config'

/**
 * How long a test or its set-up may take on a machine with a load of 20, milliseconds. Only a test that hangs takes so
 * long.
 */
const patienceMs = 300_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/what-is-skipped.ts',
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    // A test waits for a fact by `expect.poll`, never for a time.
    expect: { poll: { timeout: 120_000, interval: 50 } },
  },
})
