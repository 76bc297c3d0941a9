import { parseFollowUpCode, parseReference } from '../../shared/domain/reference.ts'
import { type HttpReply, type HttpRequest, refuse } from '../../shared/lambda/http.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'

/** What knowing a reporter needs. */
export interface ReporterDeps {
  readonly codes: FollowUpCodes
  readonly log: Log
}

/** Does the work if the reference and the code belong together. Those that don't are counted for an alarm. */
export const asReporter = async (
  { codes, log }: ReporterDeps,
  { request, followUpCode }: { readonly request: HttpRequest; readonly followUpCode: string },
  work: (reportId: string) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const reportId = parseReference(request.pathParameters['reference'] ?? '')
  const code = parseFollowUpCode(followUpCode)
  if (reportId === undefined || code === undefined || !(await codes.isRight(reportId, code))) {
    log.metric('WrongFollowUpCodes', 1)
    return notFound()
  }
  return withLogFields({ reportId }, () => work(reportId))
}

/** The same answer for a wrong code and a wrong reference, so that neither can be told from the other. */
export const notFound = () =>
  refuse('report-not-found', 'no report has this reference and follow-up code; check both and try again')
