import { deskLists } from '../../shared/domain/desk-list.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { readList } from './list.ts'
import type { Session } from './session.ts'

/** How many characters of a reference an alert names. */
const shortLength = 4

/** Returns what an officer typed as the characters of a reference are written; undefined when it is not a short one. */
const shortIn = (typed: string): string | undefined => {
  // The reading of a whole reference forgives what a person mistypes; a short one is read by the same rules.
  const compact = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-Z]+$/.test(compact) && compact.length === shortLength ? compact : undefined
}

/**
 * Returns the whole reference that an officer means by the four characters of an alert. Open reports count first: those
 * are what an alert is about. Anything else than four characters is returned as it is.
 *
 * @throws Error in one line when several reports begin so, or none of the officer's desks has one
 */
export const wholeReference = async (session: Session, typed: string): Promise<string> => {
  const short = parseReference(typed) === undefined ? shortIn(typed) : undefined
  if (short === undefined) return typed
  const desks = await session.desks()
  for (const state of deskLists) {
    const lists = await Promise.all(desks.map((desk) => readList(session, desk, state)))
    const found = lists.flat().filter(({ report }) => report.reportId.startsWith(short))
    const [only, ...others] = found.map(({ report }) => report)
    if (others.length > 0) {
      const all = found.map(({ report }) => `${report.reference} (${report.desk})`).join(', ')
      throw new Error(`${found.length} reports begin with ${short}: ${all}; give the whole reference`)
    }
    if (only !== undefined) return only.reference
  }
  throw new Error(
    `none of your desks (${desks.join(', ')}) has a report that begins with ${short}; npm run officer -- list shows them`,
  )
}
