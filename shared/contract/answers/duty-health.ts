import type { Channel, ContactDesk, Recipients } from '../../domain/contact.ts'
import { channelWords, contactDeskWords, recipientWords } from '../words/contacts.ts'
import { answerOf, instant, listOf, oneOf, text, whole } from './describe.ts'

/** An audience that nobody hears for. */
export interface UnreachableView {
  readonly desk: ContactDesk
  readonly recipients: Recipients
}

/** A contact that fails, without its address. */
export interface FailingView extends UnreachableView {
  readonly contactId: string
  readonly channel: Channel
  readonly at: string
  readonly cause: string
}

/** What GET /duty/health returns. */
export interface DutyHealth {
  readonly oldestOverdueSeconds: number
  readonly unreachable: readonly UnreachableView[]
  readonly failing: readonly FailingView[]
}

const desk = oneOf('Whose contacts they are.', contactDeskWords)
const recipients = oneOf('Which people of the desk.', recipientWords)

const unreachable = answerOf<UnreachableView>('An audience that nobody hears for.')({ desk, recipients })

const failing = answerOf<FailingView>('A contact that fails. Its address is shown by `npm run contacts` alone.')({
  contactId: text('The contact. It says nothing of the address.'),
  desk,
  recipients,
  channel: oneOf('How the contact is reached.', channelWords),
  at: instant('When the newest message to it failed.'),
  cause: text('Why, in words of Harbour.'),
})

/** The 200 of GET /duty/health. */
export const dutyHealthAnswer = answerOf<DutyHealth>('Whether everybody who has to be notified can be.')({
  oldestOverdueSeconds: whole('How long the report that waits longest has been overdue, seconds.', {
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
  }),
  unreachable: listOf('Audiences whose every contact is switched off or fails. Empty when all is well.', unreachable),
  failing: listOf('Contacts that fail and are not switched off.', failing),
})
