import * as v from 'valibot'

/** Where `npm start` listens unless it is told otherwise. */
export const defaultUrl = 'http://127.0.0.1:8080'

/** True for an address of this machine: only there commands look for a Harbour that `npm start` runs. */
export const isOfThisMachine = (url: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/?$/.test(url)

const localTables = v.object({ tablesUrl: v.string(), table: v.string(), reportTable: v.optional(v.string()) })

/** Where the tables of a Harbour of this machine are: `table` has the contacts. */
export type LocalTables = v.InferOutput<typeof localTables>

/** Asks the Harbour that `npm start` runs for its tables. @throws Error in one line when none runs there */
export const findLocalTables = async (url: string): Promise<LocalTables> => {
  const answer = await fetch(new URL('/_local/tables', url)).catch(() => undefined)
  const tables = v.safeParse(localTables, answer?.ok === true ? await answer.json() : undefined)
  if (!tables.success) throw new Error(`no Harbour runs at ${url}: npm start first, or set HARBOUR_STAGE for AWS`)
  return tables.output
}
