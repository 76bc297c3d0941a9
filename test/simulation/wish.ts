import type { LogEntry } from '../../shared/domain/log.ts'
import { must } from './promise.ts'

/** What a log says of the reporter's wish to withdraw, and of what may keep the text. Instants are ISO 8601 UTC. */
export interface Wish {
  /** When the reporter withdrew; absent when they did not, undid it, or an officer decided. */
  readonly askedAt?: string
  /** Something was added since. */
  readonly isAddedTo: boolean
  /** A wish was undone once. */
  readonly isUndone: boolean
  readonly isHandled: boolean
  readonly isHeld: boolean
  /** From when on a closed report may be erased. */
  readonly keptUntil?: string
}

/** Before anything happened. */
export const noWish: Wish = { isAddedTo: false, isUndone: false, isHandled: false, isHeld: false }

/** True while nobody has decided a withdrawal. */
export const asked = ({ askedAt }: Wish): boolean => askedAt !== undefined

/** How far the clocks of two functions may be apart, milliseconds. */
const skewMs = 20_000

const hourMs = 3_600_000

/** How long a withdrawal erases nothing, and how long a closed report is kept, as the README says. */
const withdrawalMs = 72 * hourMs
const retentionMs = 30 * 24 * hourMs

const isAfter = (from: string | undefined, ms: number, at: string): boolean =>
  from !== undefined && Date.parse(at) >= Date.parse(from) + ms - skewMs

/** What the wish is judged with. */
interface Judged {
  readonly desk: unknown
  readonly wish: Wish
  readonly wasImmediate: boolean
  readonly grade: unknown
  readonly isRead: boolean
  readonly isClosed: boolean
  readonly unread: readonly string[]
  readonly waiting: readonly string[]
}

const mustEraseItself = ({ wish, wasImmediate, grade }: Judged, at: string): void => {
  must(
    isAfter(wish.askedAt, withdrawalMs, at),
    'a withdrawal erases nothing for 72 hours, and nothing when it is undone',
  )
  must(!wish.isHandled, 'what an officer had is erased by an officer alone')
  must(!wish.isUndone, 'what was withdrawn and taken back is erased by an officer alone')
  must(!wasImmediate && grade !== 'immediate', 'an immediate report is erased by an officer alone')
  must(!wish.isAddedTo, 'what was added to since the withdrawal is erased by an officer alone')
}

const mustBeGranted = ({ wish, isRead, unread, waiting }: Judged): void => {
  must(asked(wish), 'an officer erases only what its reporter withdrew')
  must(isRead && unread.length === 0 && waiting.length === 0, 'an officer erases only what the desk has read')
}

/** Follows the wish through a log, and checks each erasure by what was logged before it. @throws Violation */
export const wishAfter = (judged: Judged, { what, at, who }: LogEntry): Wish => {
  // Whatever an officer did: somebody knows of the report.
  const wish = { ...judged.wish, isHandled: judged.wish.isHandled || who.startsWith('officer-') }
  const { askedAt: _askedAt, ...decided } = wish
  switch (what) {
    case 'withdrawal.requested':
      return { ...wish, askedAt: at, isAddedTo: false }
    case 'withdrawal.undone':
      return { ...decided, isUndone: true }
    case 'withdrawal.refused':
      return decided
    case 'addition.received':
      return { ...wish, isAddedTo: true }
    case 'hold.set':
      return { ...wish, isHeld: true }
    case 'hold.lifted':
      return { ...wish, isHeld: false, keptUntil: at }
    case 'report.closed':
      return { ...wish, keptUntil: at }
    case 'report.withdrawn':
      mustEraseItself(judged, at)
      must(!wish.isHeld, 'what is held is not erased')
      return decided
    case 'withdrawal.granted':
      mustBeGranted(judged)
      must(!wish.isHeld, 'what is held is not erased')
      return decided
    case 'canary.withdrawn':
    case 'canary.erased':
      must(judged.desk === 'canary', 'nothing but a canary is erased at once')
      return decided
    case 'report.erased':
      must(judged.isClosed && isAfter(wish.keptUntil, retentionMs, at), 'a closed report is kept for 30 days')
      must(!wish.isHeld, 'what is held is not erased')
      return decided
    default:
      return wish
  }
}
