import type { Channel, ContactDesk, Recipients } from '../../domain/contact.ts'
import type { ChoiceWords } from './choices.ts'
import { deskWords } from './desks.ts'

/** Who owns contacts. */
export const contactDeskWords: ChoiceWords<ContactDesk> = {
  ...deskWords,
  operators: 'The people who keep Harbour running.',
}

/** Which people of a desk. */
export const recipientWords: ChoiceWords<Recipients> = {
  duty: 'The officers on duty.',
  supervisor: 'Their supervisors.',
}

/** How contacts are reached. */
export const channelWords: ChoiceWords<Channel> = {
  email: 'An email.',
  sms: 'An SMS.',
  call: 'A telephone call.',
  webhook: 'A signed webhook.',
  pagerduty: 'PagerDuty.',
  goalert: 'GoAlert.',
}
