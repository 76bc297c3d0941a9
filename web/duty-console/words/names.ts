import { type Division, divisions, type ServedDesk } from '../../../shared/domain/desk.ts'
import type { Grade } from '../../../shared/domain/grade.ts'
import { policy } from '../../../shared/domain/policy.ts'
import type { Outcome } from '../../../shared/domain/report.ts'
import type { ReportView } from '../../../shared/domain/report-view.ts'

/** Returns words without a full stop at their end, as a choice or a part of a sentence. */
export const withoutStop = (words: string): string => words.replace(/\.$/, '')

/** What the words are in the middle of a sentence. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const otherDesks: Readonly<Record<string, string>> = {
  'child-protection': 'Child protection',
  'outside-scotland': 'Outside Scotland',
  'duty-control': 'Duty control',
}

/** Returns a desk's name, such as `P · Fife`. */
export const deskTitle = (desk: ServedDesk): string => {
  const letter = desk.replace('division-', '').toUpperCase()
  return otherDesks[desk] ?? `${letter} · ${divisions[letter as Division]}`
}

/** The grades as a label. */
export const gradeTitles: Readonly<Record<Grade, string>> = {
  immediate: 'Immediate',
  prompt: 'Prompt',
  standard: 'Standard',
}

/** The ways in which a report ends, as a choice. */
export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  'crime-recorded': 'A crime was recorded',
  'advice-given': 'The person got advice, and nothing more is needed',
  'passed-to-other-force': 'Another force deals with it',
  'no-contact-possible': 'The person could not be reached',
  duplicate: 'The same matter as another report',
  'not-a-report': 'Not a report: a test or a mistake',
}

/** Returns an officer's name as far as it is known: the API names officers by subject id alone. */
export const officerTitle = (subject: string, me: string): string => (subject === me ? 'you' : subject)

/** Returns where a report stands, with who has it. */
export const stateSentence = (report: ReportView, me: string): string => {
  const { state, acknowledgedBy, readAt, unreadSince, outcome } = report
  if (report.isDrill && state === 'erased') return 'The drill is over'
  if (state === 'routed') return 'The alert is being sent'
  if (state === 'alerted') return 'Nobody has it'
  if (state === 'acknowledged') {
    const who = acknowledgedBy === undefined ? 'an officer' : officerTitle(acknowledgedBy, me)
    const has = who === 'you' ? 'You have it' : `${who} has it`
    if (readAt === undefined) return `${has}, and nobody has read it`
    return unreadSince === undefined ? has : `${has}, and nobody has read what was added`
  }
  if (state === 'closed') return `Closed: ${outcome === undefined ? '' : lowerFirst(outcomeTitles[outcome])}`
  return state === 'erased' ? 'Closed, and its text was erased' : 'Withdrawn, and its text was erased'
}

/** Returns what an officer must do next with a report that is open. */
export const nextTask = ({ state, isDrill, readAt, unreadSince }: ReportView): string => {
  if (state !== 'acknowledged' || isDrill) return 'Acknowledge'
  if (readAt === undefined) return 'Open'
  return unreadSince === undefined ? 'Close' : 'Read what was added'
}

const inWords = (minutes: number): string => {
  if (minutes < 60) return `${minutes} minutes`
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`
}

/** Returns what follows for an officer who takes a report. */
export const takingSentence = ({ grade }: Pick<ReportView, 'grade'>): string =>
  `The alerts stop. You have ${inWords(policy.minutesToOpen[grade])} to open it; after that they go on.`

/** Returns where the person is, as far as it is known. */
export const placeSentence = ({ division, alsoPossible = [], forces = [] }: ReportView): string => {
  const others = alsoPossible.map((each) => (each in divisions ? `${each} ${divisions[each as Division]}` : each))
  const first = division === undefined ? [] : [`${division} ${divisions[division as Division] ?? ''}`.trim()]
  const places = [...first, ...others, ...forces]
  return places.length === 0 ? 'Not known' : places.join(' or ')
}
