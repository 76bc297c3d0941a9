import { createRequire } from 'node:module'

/** The part of memory-level that dynalite uses. */
interface Module {
  MemoryLevel: new (options: object) => object
}

const memoryLevel = createRequire(import.meta.resolve('dynalite'))('memory-level') as Module

/**
 * Makes the memory of dynalite hold text. By default it holds Buffers. Node cuts small ones out of blocks of 8 KB, and
 * a block stays as long as one of them is used. To be imported before dynalite, which takes the class when it loads.
 */
memoryLevel.MemoryLevel = class extends memoryLevel.MemoryLevel {
  constructor(options: object) {
    super({ ...options, storeEncoding: 'utf8' })
  }
}
