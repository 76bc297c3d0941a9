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
export const services = ['kms', 'sqs', 'dynamodb', 'email', 'sms', 'engine', 'contacts'] as const

/**
 * One thing that happens. `report` counts the reporters of a run from 0. In `on-call`, somebody acknowledges it at its
 * engines only.
 */
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
  | { readonly kind: 'on-call'; readonly report: number }
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

/** Most reports are taken and opened, and many held or decided, so that what comes after that is met often enough. */
const actsByWeight = [...officerActs, 'acknowledgement', 'opening', 'opening', 'closing', 'hold', 'withdrawal'] as const

/**
 * What can happen, by how often, out of 100. A run dwells on one of these: what is rare in one is not in another.
 */
const themes = [
  {
    post: 13,
    routing: 20,
    desks: 11,
    deliveries: 11,
    watch: 12,
    officer: 18,
    reporter: 11,
    drill: 1,
    outage: 2,
    'on-call': 1,
  },
  {
    post: 7,
    routing: 11,
    desks: 17,
    deliveries: 34,
    watch: 17,
    officer: 3,
    reporter: 1,
    drill: 2,
    outage: 6,
    'on-call': 2,
  },
  {
    post: 5,
    routing: 12,
    desks: 8,
    deliveries: 8,
    watch: 16,
    officer: 30,
    reporter: 18,
    drill: 1,
    outage: 1,
    'on-call': 1,
  },
] as const

type Theme = (typeof themes)[number]

const pickKind = (random: Random, theme: Theme): keyof Theme => {
  let roll = random.below(100)
  for (const [kind, often] of Object.entries(theme)) {
    roll -= often
    if (roll < 0) return kind as keyof Theme
  }
  throw new Error('the numbers of a theme make 100')
}

/** Only an outage of every contact makes a whole audience fail, so it comes more often. */
const servicesByWeight = [...services, 'contacts', 'contacts', 'contacts'] as const

const ways: readonly Delivery[] = ['once', 'once', 'once', 'doubled', 'lost', 'last-first']

const toHappening = (random: Random, reporters: number, theme: Theme): Happening => {
  const report = random.below(reporters)
  const choice = random.below(8)
  const kind = pickKind(random, theme)
  switch (kind) {
    case 'post':
      return { kind, report }
    case 'routing':
    case 'desks':
    case 'deliveries':
      return { kind: 'deliver', queue: kind, how: random.pick(ways) }
    case 'watch':
      return { kind, staleBy: random.chance(0.2) ? 1 + random.below(5) : 0 }
    case 'officer': {
      const desk = random.chance(0.85) ? 'own' : random.pick(desks)
      const also = random.chance(0.1) ? { also: random.pick(desks) } : {}
      return { kind, act: random.pick(actsByWeight), report, desk, choice, ...also }
    }
    case 'reporter': {
      const acts = ['status', 'additions', 'additions', 'withdrawal', 'withdrawal', 'withdrawal/undo'] as const
      return { kind, act: random.pick(acts), report, choice }
    }
    case 'drill':
      return { kind, act: random.pick(['start', 'acknowledgement']), desk: random.pick(drilled), choice }
    case 'on-call':
      return { kind, report }
    case 'outage':
      return { kind, of: random.pick(servicesByWeight), minutes: 1 + random.below(60) }
  }
}

const toEvent = (random: Random, reporters: number, theme: Theme): Event => {
  const happening = toHappening(random, reporters, theme)
  if (!random.chance(0.25)) return { happening }
  return { happening, fault: { kind: random.pick(faultKinds), call: 1 + random.below(8) } }
}

/** How a run may begin: what brings its first report this far, so that what comes after it is met often enough. */
const beginning: readonly Happening[] = [
  { kind: 'post', report: 0 },
  { kind: 'deliver', queue: 'routing', how: 'once' },
  { kind: 'deliver', queue: 'desks', how: 'once' },
  { kind: 'deliver', queue: 'deliveries', how: 'once' },
  { kind: 'officer', act: 'acknowledgement', report: 0, desk: 'own', choice: 0 },
  { kind: 'officer', act: 'opening', report: 0, desk: 'own', choice: 0 },
  { kind: 'officer', act: 'closing', report: 0, desk: 'own', choice: 0 },
]

const waits = [0, 0, 0, 1, 1, 2, 5, 20, 60, 500, 1500, 4320, 12_000, 45_000]

/** Makes a run up from a seed. */
export const createSchedule = (seed: number): Schedule => {
  const random = createRandom(seed)
  const reporters = 1 + random.below(3)
  const theme = random.pick(themes)
  const begun = random.chance(0.5) ? beginning.slice(0, 1 + random.below(beginning.length)) : []
  // A short run ends soon after something went wrong, before anything else can make up for it.
  const length = random.chance(0.4) ? 1 + random.below(8) : 10 + random.below(50)
  const made = Array.from({ length }, () => ({
    minutes: random.pick(waits),
    events: Array.from({ length: random.chance(0.3) ? 2 + random.below(2) : 1 }, () =>
      toEvent(random, reporters, theme),
    ),
  }))
  const moments = [...begun.map((happening) => ({ minutes: 0, events: [{ happening }] })), ...made]
  const skewSeconds = Object.fromEntries(functionNames.map((name) => [name, random.below(21) - 10]))
  return { seed, reporters, skewSeconds, moments }
}
