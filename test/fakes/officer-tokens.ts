import { type Desk, isDesk, withRetired } from '../../shared/domain/desk.ts'
import { operatorGroup } from '../../shared/domain/operator-group.ts'
import { supervisedBy } from '../../shared/domain/supervisor-group.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'

/** Returns the token of an officer: it says whom it is for, `officer-1@division-p+division-e`. */
export const tokenOf = (
  subject: string,
  ...desks: readonly (Desk | typeof operatorGroup | `supervisor-${Desk}`)[]
): string => `${subject}@${desks.join('+')}`

/** Takes every token that `tokenOf` makes, and no other. A group that is no desk is left out. */
export const createFakeOfficerTokens = (): OfficerTokens => ({
  verify: async (token) => {
    const [subject = '', groups = ''] = token.split('@')
    const all = groups.split('+')
    const officer = {
      subject,
      desks: withRetired(all.filter(isDesk)),
      supervises: supervisedBy(all),
      isOperator: all.includes(operatorGroup),
    }
    return token.includes('@') ? officer : undefined
  },
})
