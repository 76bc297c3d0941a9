import { configDefaults, defineConfig } from 'vitest/config'

/**
 * How long a test or its set-up may take on a machine with a load of 20, milliseconds. Only a test that hangs takes so
 * long.
 */
const patienceMs = 300_000

/** Tests of code that keeps no state between calls. Their files share a worker, which saves loading the code again. */
const pure = ['contract', 'domain', 'functions', 'lambda', 'scripts'].map((folder) => `test/${folder}/**/*.test.ts`)

export default defineConfig({
  test: {
    globalSetup: 'test/what-is-skipped.ts',
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    // A test waits for a fact by `expect.poll`, never for a time.
    expect: { poll: { timeout: 120_000, interval: 50 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...pure] },
      },
    ],
  },
})
