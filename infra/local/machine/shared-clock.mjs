// Plain JavaScript, for the threads of the functions: see infra/local/lambda/worker-entry.mjs.

/** Where each number of the clock is in its shared memory. All are milliseconds, except `speed`. */
export const slots = { startReal: 0, startShown: 1, speed: 2, ceiling: 3 }

/**
 * Returns what reads a clock from its shared memory, milliseconds since 1970.
 *
 * @param {SharedArrayBuffer} memory
 * @param {() => number} realNow - the real `Date.now`, so that it also works where `Date` is replaced
 * @returns {() => number}
 */
export const readShared = (memory, realNow) => {
  const numbers = new Float64Array(memory)
  return () => {
    const shown = numbers[slots.startShown] + (realNow() - numbers[slots.startReal]) * numbers[slots.speed]
    return Math.floor(Math.min(shown, numbers[slots.ceiling]))
  }
}
