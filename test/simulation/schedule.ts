import { type Desk, desks } from '../../shared/domain/desk.ts'
import { createRandom, type Random } from './random.ts'

/** What goes wrong at one port call of an event. */
export const faultKinds = ['fail-before', 'lose-answer', 'throttle', 'death'] as const

/**
 * One of them: the call is not made; it is made and its answer lost; it is refused for too many; the process ends
 * there.
 */
export type FaultKind = (typeof faultKinds)[number]

/** A fault at the n-th port call of an event, 1 for the first. */
export interface Fault {
  readonly kind: FaultKind
  readonly call: number
}

/** What may happen to a message when it is delivered. */
export type Delivery = 'once' | 'doubled' | 'lost' | 'last-first'

/** What officers do. */
export const officerActs = [
  'acknowledgement',
  'opening',
  'notes',
  'grade',
  'reroute',
  'closing',
  'reopening',
  'withdrawal',
  'hold',
] as const

/** What reporters do after the 202. */
export const reporterActs = ['status', 'additions', 'withdrawal', 'withdrawal/undo'] as const

/** What may be down: a service of AWS, a channel, or every contact, whom the channels then refuse for good. */
export const services = ['kms', 'sqs', 'dynamodb', 'email', 'sms', 'contacts'] as const

/** One thing that happens. `report` counts the reporters of a run from 0. */
export type Happening =
  | { readonly kind: 'post'; readonly report: number }
  | { readonly kind: 'deliver'; readonly queue: 'routing' | 'desks' | 'deliveries'; readonly how: Delivery }
  | { readonly kind: 'watch'; readonly staleBy: number }
  | {
      readonly kind: 'officer'
      readonly act: (typeof officerActs)[number]
      readonly report: number
      readonly desk: Desk | 'own'
      /** A second desk that the officer is assigned to. */
      readonly also?: Desk
      readonly choice: number
    }
  | {
      readonly kind: 'reporter'
      readonly act: (typeof reporterActs)[number]
      readonly report: number
      readonly choice: number
    }
  | { readonly kind: 'drill'; readonly act: 'start' | 'acknowledgement'; readonly desk: Desk; readonly choice: number }
  | { readonly kind: 'outage'; readonly of: (typeof services)[number]; readonly minutes: number }

/** One thing that happens, with what goes wrong in it. */
export interface Event {
  readonly happening: Happening
  readonly fault?: Fault
}

/** Some events that happen at the same time, after the clock has moved on. */
export interface Moment {
  readonly minutes: number
  readonly events: readonly Event[]
}

/** A whole run: who the reporters are, how far each function's clock is off, and what happens. */
export interface Schedule {
  readonly seed: number
  readonly reporters: number
  /** Seconds, by function. */
  readonly skewSeconds: Readonly<Record<string, number>>
  readonly moments: readonly Moment[]
}

/** Few desks, so that what is started is also acknowledged, and stands beside reports. */
const drilled: readonly Desk[] = ['duty-control', 'child-protection']

const functionNames = ['accept', 'route', 'notify', 'deliver', 'watch', 'duty', 'follow-up', 'drill']

/** Most reports are taken and opened, so that what comes after that is met often enough. */
const actsByWeight = [...officerActs, 'acknowledgement', 'opening', 'opening', 'closing'] as const

const toHappening = (random: Random, reporters: number): Happening => {
  const report = random.below(reporters)
  const choice = random.below(8)
  const roll = random.below(100)
  if (roll < 14) return { kind: 'post', report }
  if (roll < 34)
    return {
      kind: 'deliver',
      queue: 'routing',
      how: random.pick(['once', 'once', 'once', 'doubled', 'lost', 'last-first']),
    }
  if (roll < 45)
    return {
      kind: 'deliver',
      queue: 'desks',
      how: random.pick(['once', 'once', 'once', 'doubled', 'lost', 'last-first']),
    }
  if (roll < 56)
    return {
      kind: 'deliver',
      queue: 'deliveries',
      how: random.pick(['once', 'once', 'once', 'doubled', 'lost', 'last-first']),
    }
  if (roll < 68) return { kind: 'watch', staleBy: random.chance(0.2) ? 1 + random.below(5) : 0 }
  if (roll < 86) {
    const desk = random.chance(0.85) ? 'own' : random.pick(desks)
    const also = random.chance(0.1) ? { also: random.pick(desks) } : {}
    return { kind: 'officer', act: random.pick(actsByWeight), report, desk, choice, ...also }
  }
  if (roll < 97)
    return {
      kind: 'reporter',
      act: random.pick(['status', 'additions', 'additions', 'withdrawal', 'withdrawal', 'withdrawal/undo']),
      report,
      choice,
    }
  if (roll < 98)
    return { kind: 'drill', act: random.pick(['start', 'acknowledgement']), desk: random.pick(drilled), choice }
  return { kind: 'outage', of: random.pick(services), minutes: 1 + random.below(60) }
}

const toEvent = (random: Random, reporters: number): Event => {
  const happening = toHappening(random, reporters)
  if (!random.chance(0.25)) return { happening }
  return { happening, fault: { kind: random.pick(faultKinds), call: 1 + random.below(8) } }
}

const waits = [0, 0, 0, 1, 1, 2, 5, 20, 60, 500, 1500, 4320, 12_000, 45_000]

/** Makes a run up from a seed. */
export const createSchedule = (seed: number): Schedule => {
  const random = createRandom(seed)
  const reporters = 1 + random.below(3)
  const moments = Array.from({ length: 10 + random.below(50) }, () => ({
    minutes: random.pick(waits),
    events: Array.from({ length: random.chance(0.3) ? 2 + random.below(2) : 1 }, () => toEvent(random, reporters)),
  }))
  const skewSeconds = Object.fromEntries(functionNames.map((name) => [name, random.below(21) - 10]))
  return { seed, reporters, skewSeconds, moments }
}
