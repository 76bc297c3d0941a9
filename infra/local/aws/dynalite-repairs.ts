import './memory-level-as-text.ts'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import database, { type Store } from 'dynalite/db/index.js'
import { damaged, fromCopy, storeProblemOf } from '../machine/kept-file.ts'

/**
 * Makes the indexes agree with the items. dynalite writes an item and its index entries one after the other, so a kill
 * between the two leaves an item that no index finds. This cannot happen on AWS.
 *
 * @throws Error in one line when the tables cannot be read or written
 */
export const rebuildAllIndexes = async (path: string): Promise<void> => {
  const store = database.create({ path })
  try {
    await store.db.open()
    for await (const table of store.db.values(rangeOf('table'))) await rebuildIndexes(store, table as StoredTable)
    await store.db.close()
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    const { code = 'a fault' } = Object(cause) as { readonly code?: string }
    throw new Error(storeProblemOf(cause, path) ?? damaged(path, code, fromCopy).message)
  }
}

interface StoredTable {
  readonly TableName: string
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[]
}

const rebuildIndexes = async (store: Store, table: StoredTable): Promise<void> => {
  for (const { IndexName } of table.GlobalSecondaryIndexes ?? []) {
    await store.db.clear(rangeOf(`index-global~${table.TableName}~${IndexName}`))
  }
  const addToIndexes = promisify((item: unknown, done: (error?: Error) => void) =>
    database.updateIndexes(store, table, null, item, done),
  )
  for await (const item of store.db.values(rangeOf(`item-${table.TableName}`))) await addToIndexes(item)
}

/** The keys of dynalite that begin with this name. */
const rangeOf = (name: string) => ({ gte: `${name}~`, lt: `${name}~\xff` })

/** Keeps dynalite running when a client hangs up during a request: dynalite throws, which would end the process. */
export const outliveLostClients = (server: Server): void => {
  server.prependListener('request', (request: IncomingMessage) => {
    const listen = request.on.bind(request) as (name: string, listener: () => void) => IncomingMessage
    const on = (name: string, listener: () => void) => listen(name, name === 'error' ? () => undefined : listener)
    Object.assign(request, { on })
  })
}

/**
 * Counts the requests that dynalite works on, even those whose client has hung up. Without waiting for them at closing
 * time, dynalite reads from a database that is closed, throws, and ends the process with a stack trace.
 */
export const trackRequests = (server: Server): { readonly end: () => Promise<void> } => {
  let running = 0
  let notify: () => void = () => undefined
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    running += 1
    const end = response.end.bind(response) as (...args: readonly unknown[]) => ServerResponse
    const endAndCount = (...args: readonly unknown[]) => {
      running -= 1
      if (running === 0) notify()
      return end(...args)
    }
    Object.assign(response, { end: endAndCount })
  })
  return {
    end: () =>
      new Promise((resolve) => {
        notify = resolve
        if (running === 0) resolve()
      }),
  }
}
