import { canaryHeader } from '../../shared/contract/canary.ts'
import type { HttpWork } from '../../shared/lambda/http.ts'
import { withLenientBody } from '../../shared/lambda/json-body.ts'
import { type AcceptanceDeps, createAcceptance } from './acceptance.ts'

/** What accept-report needs from outside. */
export type AcceptReportDeps = AcceptanceDeps

/**
 * Accepts a report: reads what it understands of it, seals it, stores the sealed text, stores the report in one
 * conditional put, sends a message to the routing queue, and answers 202 with every problem as a notice.
 *
 * Text before report: a crash between them leaves a text that no key opens, and no report; the front end sends it
 * again. Each try stores its text under an id of its own, so that no try can overwrite the text of a stored report.
 *
 * Put before send: a crash between them leaves a stored report whose `dueAt` makes watch-deadlines send it. A send that
 * fails is logged, and the answer is still 202.
 */
export const createAcceptReport = (deps: AcceptReportDeps): HttpWork => {
  const accept = createAcceptance(deps)
  return (request) =>
    withLenientBody(request, async (sent) => {
      const acceptance = await accept(sent, request.header(canaryHeader))
      return 'refusal' in acceptance ? acceptance.refusal : { status: 202, body: acceptance.accepted }
    })
}
