import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/**
 * How long a test or its set-up may take on a machine with a load of 20, milliseconds. Only a test that hangs takes so
 * long.
 */
const patienceMs = 300_000

/**
 * Tests that leave nothing behind in their process: they mock no module, and restore the environment. Their files share
 * a worker, which loads the code, and CDK, once. That halves their processor time.
 */
const shared = ['contract', 'domain', 'functions', 'infra', 'lambda', 'scripts'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    globalSetup: 'test/what-is-skipped.ts',
    // Most tests of a pipeline or a browser wait: one process more than processors keeps them busy.
    maxWorkers: availableParallelism() + 1,
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    // A test waits for a fact by `expect.poll`, never for a time.
    expect: { poll: { timeout: 120_000, interval: 50 } },
    projects: [
      { extends: true, test: { name: 'shared worker', include: shared, isolate: false } },
      {
        extends: true,
        test: { name: 'own worker', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...shared] },
      },
    ],
  },
})
