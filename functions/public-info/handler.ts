import type { Guidance } from '../../shared/contract/answers/advice.ts'
import type { Health } from '../../shared/contract/answers/health.ts'
import { parseGuidanceQuery } from '../../shared/contract/guidance-query.ts'
import type { publicOperations } from '../../shared/contract/operations/public.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { type HttpWork, refuseProblems } from '../../shared/lambda/http.ts'
import type { DueReports } from '../../shared/ports/report-store.ts'
import { oldestOverdueSeconds } from '../../shared/workflow/oldest-overdue.ts'

/** What public-info needs from outside. */
export interface PublicInfoDeps {
  readonly due: DueReports
  /** The OpenAPI document, as committed. */
  readonly openApi: unknown
  readonly now: () => Date
}

/** Two passes of watch-deadlines, seconds: a report overdue by more waits unseen. */
const overdueSeconds = 120

/** Answers what anyone may ask: the advice, whether reports wait unseen, and the contract. */
export const createPublicInfo = ({
  due,
  openApi,
  now,
}: PublicInfoDeps): Record<keyof typeof publicOperations, HttpWork> => ({
  'GET /guidance': async ({ query }) => {
    const parsed = parseGuidanceQuery(query)
    if (!parsed.ok) return refuseProblems(parsed.problems)
    const { age, inImages, paid, shared, platform } = parsed.value
    const ages = { now: age ?? 'unknown', inImages: inImages ?? 'unknown' }
    const guidance = guidanceFor({ ages, paid: paid ?? 'unknown', shared: shared ?? 'unknown', platform }, now())
    return { status: 200, body: { guidance } satisfies Guidance }
  },
  'GET /health': async () => {
    const waits = (await oldestOverdueSeconds(due, now())) > overdueSeconds
    const body: Health = { status: waits ? 'overdue' : 'ok' }
    return { status: waits ? 503 : 200, body }
  },
  'GET /openapi.json': async () => ({ status: 200, body: openApi }),
})
