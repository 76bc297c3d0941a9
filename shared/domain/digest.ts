import type { Addressee, AlertAudience } from './contact.ts'
import { type Grade, grades, toGrade } from './grade.ts'
import { policy } from './policy.ts'

/** One message about the alerts that wait for one audience: identifiers, counts and times only. */
export interface Digest {
  /** Random. */
  readonly digestId: string
  readonly audience: AlertAudience
  /** When it was made, ISO 8601 UTC. The alerts in it have the same instant as their `queued.at`. */
  readonly at: string
  /** The highest rung of the ladder among its alerts. */
  readonly rung: number
  /** The reports that it is about, most urgent first. */
  readonly reportIds: readonly string[]
  /** The contacts that it goes to. */
  readonly contactIds: readonly string[]
  /** One line, for channels that have one. */
  readonly subject: string
  /** One SMS. */
  readonly text: string
}

/** What a digest says of one alert. `actBy` is ISO 8601 UTC. */
export interface DigestLine {
  readonly reportId: string
  readonly grade: Grade
  readonly rung: number
  readonly actBy: string
  /** Set for a drill. A digest is of drills alone or of reports alone. */
  readonly isDrill?: true
}

/** The words of a digest. */
export type DigestWords = Pick<Digest, 'subject' | 'text'>

/** The characters of one SMS in the GSM 7-bit alphabet. @see https://en.wikipedia.org/wiki/GSM_03.38 */
export const smsCharacters = 160

/** The longest address of the console that a digest has room for beside its other words. */
export const longestLink = 64

/**
 * True for an address that a digest can name: short enough, and of characters that the GSM 7-bit alphabet has as one
 * each.
 */
export const isShortLink = (url: string): boolean =>
  /^https?:\/\/[A-Za-z0-9.:/_-]+$/.test(url) && url.length <= longestLink

/** How many references a digest names. */
const namedReferences = 3

/** How much of a reference a digest names: too little to ask for the report with. */
const namedCharacters = 4

/** The zone's short name is GMT or BST. */
const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})
const londonDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'short' })

const urgencyOf = ({ grade, actBy, reportId }: DigestLine): string =>
  `${grades.indexOf(toGrade(grade))} ${actBy} ${reportId}`

/** Returns the lines, most urgent first: by grade, then by the time to act, then by reference. */
export const mostUrgentFirst = (lines: readonly DigestLine[]): readonly DigestLine[] =>
  lines.toSorted((one, other) => (urgencyOf(one) < urgencyOf(other) ? -1 : 1))

const earliestOf = (lines: readonly DigestLine[]): Date =>
  new Date(lines.reduce((earliest, { actBy }) => (actBy < earliest ? actBy : earliest), lines[0]?.actBy ?? ''))

/**
 * Words a digest: `Harbour: 3 reports, most urgent immediate, act by 14:35 GMT 24 Nov, ref 7F3K XKB6 QPTF`, and the
 * console's link. The shape is the same for every alert, so a lock screen shows neither the crime nor who it is about.
 * A drill begins with DRILL. It never says "Alert" as a sender name: UK networks block that.
 *
 * @param lines - at least one, most urgent first
 */
export const toDigestWords = (lines: readonly DigestLine[], consoleUrl: string): DigestWords => {
  const isDrill = lines[0]?.isDrill === true
  const [start, what] = isDrill ? ['DRILL Harbour', 'drill'] : ['Harbour', 'report']
  const reports = `${start}: ${lines.length} ${lines.length === 1 ? what : `${what}s`}`
  const earliest = earliestOf(lines)
  const urgency = `most urgent ${toGrade(lines[0]?.grade ?? 'immediate')}`
  const actBy = `act by ${londonTime.format(earliest)} ${londonDay.format(earliest)}`
  const references = lines.slice(0, namedReferences).map(({ reportId }) => reportId.slice(0, namedCharacters))
  return {
    subject: `${reports}, ${urgency}, ${actBy}`,
    text: `${reports}, ${urgency}, ${actBy}, ref ${references.join(' ')} ${consoleUrl}`,
  }
}

/**
 * Returns the contacts that a digest goes to. A telephone rings for immediate reports alone, and only when the first
 * alert had no answer.
 */
export const contactsFor = (lines: readonly DigestLine[], contacts: readonly Addressee[]): readonly Addressee[] => {
  const rings = lines.some(({ grade, rung }) => toGrade(grade) === 'immediate' && rung >= policy.callFromRung)
  return contacts.filter(({ channel }) => channel !== 'call' || rings)
}
