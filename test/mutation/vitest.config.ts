import { defineConfig } from 'vitest/config'

/** The tests that speak of what is mutated, and nothing that starts an engine. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/envelope/envelope.test.ts', 'test/functions/**/*.test.ts'],
    testTimeout: 120_000,
  },
})
