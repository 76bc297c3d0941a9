/** Where each number of the clock is in its shared memory. */
export declare const slots: {
  readonly startReal: 0
  readonly startShown: 1
  readonly speed: 2
  readonly ceiling: 3
}

/** Returns what reads a clock from its shared memory, milliseconds since 1970. */
export declare const readShared: (memory: SharedArrayBuffer, realNow: () => number) => () => number
