/** The part of dynalite 4 that is used here. dynalite brings no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http'

  const dynalite: (options: { readonly path?: string; readonly createTableMs: number }) => Server
  export default dynalite
}

/** The store below dynalite's server, for rebuilding an index that a kill left incomplete. */
declare module 'dynalite/db/index.js' {
  interface KeyRange {
    readonly gte: string
    readonly lt: string
  }
  export interface Store {
    readonly db: {
      open(): Promise<void>
      close(): Promise<void>
      clear(range: KeyRange): Promise<void>
      values(range: KeyRange): AsyncIterable<unknown>
    }
  }
  const database: {
    create(options: { readonly path: string }): Store
    updateIndexes(store: Store, table: unknown, existing: null, item: unknown, done: (error?: Error) => void): void
  }
  export default database
}
