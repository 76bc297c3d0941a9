import type { DeskContacts } from '../../../shared/contract/answers/desk-contacts.ts'
import { channelWords, recipientWords } from '../../../shared/contract/words/contacts.ts'
import type { Recipients } from '../../../shared/domain/contact.ts'
import type { DrillView } from '../../../shared/domain/drill.ts'
import { toDayAndTime, toDuration } from '../instants.ts'
import { lowerFirst, officerTitle, withoutStop } from './names.ts'

/** What is said where nobody of a desk can be reached. */
export const unreachableWords: Readonly<Record<Recipients, string>> = {
  duty: 'No contact of the officers on duty can be reached: they are not notified of reports.',
  supervisor: 'No contact of the supervisors can be reached: they are not notified of reports that nobody answers.',
}

/** Returns which contact fails, why and when last. */
export const failingSentence = ({ recipients, channel, cause, at }: DeskContacts['failing'][number]): string => {
  const [who, how] = [withoutStop(recipientWords[recipients]), withoutStop(channelWords[channel])]
  return `${who}, ${lowerFirst(how)}: ${cause}, last on ${toDayAndTime(at)}`
}

/** Returns what came of a drill. @param me - subject id of the reader */
export const drillResult = (
  { acknowledgedAt, acknowledgedBy = '', secondsToAcknowledge = 0 }: DrillView,
  me: string,
): string =>
  acknowledgedAt === undefined
    ? 'Nobody has acknowledged it: it is still running'
    : `Acknowledged by ${officerTitle(acknowledgedBy, me)} after ${toDuration(secondsToAcknowledge)}`
