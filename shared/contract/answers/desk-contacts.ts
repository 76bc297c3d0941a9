import type { Channel, Recipients } from '../../domain/contact.ts'
import type { ServedDesk } from '../../domain/desk.ts'
import { channelWords, recipientWords } from '../words/contacts.ts'
import { deskWords } from '../words/desks.ts'
import { answerOf, instant, listOf, oneOf, text } from './describe.ts'

/** A contact of a desk that fails, without its address. */
export interface DeskFailingView {
  readonly recipients: Recipients
  readonly channel: Channel
  readonly at: string
  readonly cause: string
}

/** What GET /duty/contacts returns. */
export interface DeskContacts {
  readonly desk: ServedDesk
  readonly at: string
  readonly unreachable: readonly Recipients[]
  readonly failing: readonly DeskFailingView[]
}

const failing = answerOf<DeskFailingView>('A contact that fails. Its address is shown to operators alone.')({
  recipients: oneOf('Which people of the desk.', recipientWords),
  channel: oneOf('How the contact is reached.', channelWords),
  at: instant('When the newest message to it failed.'),
  cause: text('Why, in words of Harbour.'),
})

/** The 200 of GET /duty/contacts. */
export const deskContactsAnswer = answerOf<DeskContacts>("Whether a desk's contacts can be reached.")({
  desk: oneOf('Whose contacts they are.', deskWords),
  at: instant("When they were read, by Harbour's clock."),
  unreachable: listOf(
    'People of the desk whom nobody would notify: each contact is switched off or fails. Empty when all is well.',
    oneOf('Which people.', recipientWords),
  ),
  failing: listOf('Contacts that fail and are not switched off, newest failure first.', failing),
})
