import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import { contactHealthOf } from '../../shared/domain/contact-health.ts'
import { type HttpReply, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { withSignedIn } from './officer-call.ts'

/** What the health of contacts needs from outside. */
export interface DutyHealthDeps {
  readonly tokens: OfficerTokens
  readonly contacts: Pick<Contacts, 'all' | 'failing'>
}

const readHealth = async ({ contacts }: DutyHealthDeps): Promise<HttpReply> => {
  const [all, failing] = await Promise.all([contacts.all(), contacts.failing()])
  const failingIds = failing.map(({ contact }) => contact.contactId)
  const body: DutyHealth = {
    unreachable: contactHealthOf(all, failingIds).unreachable,
    failing: failing
      .filter(({ contact }) => contact.isEnabled)
      .map(({ contact: { contactId, audience, channel }, at, cause }) => ({
        ...{ contactId, ...audience, channel, at, cause },
      })),
  }
  return { status: 200, body }
}

/** Answers operators, and nobody else, who cannot be reached now; by ids, without an address. */
export const createDutyHealth = (deps: DutyHealthDeps): HttpWork =>
  withSignedIn(deps.tokens, ({ officer }) =>
    officer.isOperator
      ? readHealth(deps)
      : Promise.resolve(refuse('not-an-operator', 'this is for members of the group operators')),
  )
