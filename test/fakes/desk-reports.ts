import { listPartition, listPlaceOf } from '../../shared/domain/desk-list.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { DeskReports } from '../../shared/ports/desk-reports.ts'
import type { FakeReports } from './report-store.ts'

const toCursor = (place: string): string => Buffer.from(place).toString('base64url')
const fromCursor = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8')

/**
 * The lists of desks in memory. A cursor is the place and id of the last report of a page, in base64url as in
 * DynamoDB's adapter.
 *
 * @param pageReports - how many reports a page has; a test passes a small number, so that code which reads only the
 *   first page fails
 * @default pageReports - as many as in DynamoDB
 */
export const createFakeDeskReports = (
  { kept }: FakeReports,
  pageReports: number = policy.listPageReports,
): DeskReports => ({
  findOfDesk: async (desk, list, cursor) => {
    const last = cursor === undefined ? '' : fromCursor(cursor)
    if (cursor !== undefined && !last.includes('~')) return 'not-a-cursor'
    const places = [...kept.values()].flatMap(({ report }) => {
      const place = listPlaceOf(report)
      return place?.list === listPartition(desk, list) ? [`${place.order}~${report.reportId}`] : []
    })
    const after = places.toSorted().filter((place) => place > last)
    const page = after.slice(0, pageReports)
    const reportIds = page.map((place) => place.split('~')[1] ?? '')
    return { reportIds, next: after.length > page.length ? toCursor(page.at(-1) ?? '') : undefined }
  },
})
