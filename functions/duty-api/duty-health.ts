import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import { contactHealthOf } from '../../shared/domain/contact-health.ts'
import { type HttpReply, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import type { DueReports } from '../../shared/ports/report-store.ts'
import { oldestOverdueSeconds } from '../../shared/workflow/oldest-overdue.ts'
import { withSignedIn } from './officer-call.ts'

/** What the health of contacts needs from outside. */
export interface DutyHealthDeps {
  readonly tokens: OfficerTokens
  readonly contacts: Pick<Contacts, 'all' | 'failing'>
  readonly due: DueReports
  readonly now: () => Date
}

const readHealth = async ({ contacts, due, now }: DutyHealthDeps): Promise<HttpReply> => {
  const [all, failing, overdue] = await Promise.all([
    contacts.all(),
    contacts.failing(),
    oldestOverdueSeconds(due, now()),
  ])
  const failingIds = failing.map(({ contact }) => contact.contactId)
  const body: DutyHealth = {
    oldestOverdueSeconds: overdue,
    unreachable: contactHealthOf(all, failingIds).unreachable,
    failing: failing
      .filter(({ contact }) => contact.isEnabled)
      .map(({ contact: { contactId, audience, channel }, at, cause }) => ({
        contactId,
        ...audience,
        channel,
        at,
        cause,
      })),
  }
  return { status: 200, body }
}

/**
 * Answers operators, and nobody else, who cannot be reached now, by ids and without an address, and how long reports
 * wait.
 */
export const createDutyHealth = (deps: DutyHealthDeps): HttpWork =>
  withSignedIn(deps.tokens, ({ officer }) =>
    officer.isOperator
      ? readHealth(deps)
      : Promise.resolve(refuse('not-an-operator', 'this is for members of the group operators')),
  )
