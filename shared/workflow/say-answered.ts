import { isEngine, isSameAudience } from '../domain/contact.ts'
import type { ReportDesk } from '../domain/desk.ts'
import { type Audience, everyAudienceOf } from '../domain/ladder.ts'
import type { ChangeName } from '../domain/lifecycle.ts'
import type { Log } from '../lambda/log.ts'
import type { Contacts } from '../ports/contacts.ts'
import type { DeliveryQueue } from '../ports/deliveries.ts'
import { sendOrLeaveToDeadline } from './send-or-leave-to-deadline.ts'

/** What saying to on-call engines that an officer has a report needs. */
export interface SayingDeps {
  readonly contacts: Pick<Contacts, 'ofAudience'>
  readonly deliveries: DeliveryQueue
  readonly newDigestId: () => string
  readonly log: Log
}

/** The changes that an on-call engine hears of at once. A withdrawn report it hears of by the digest of that. */
const actions: Readonly<Partial<Record<ChangeName, 'acknowledge' | 'resolve'>>> = {
  'report.acknowledged': 'acknowledge',
  'report.closed': 'resolve',
  'drill.acknowledged': 'resolve',
  'report.rerouted': 'resolve',
}

/** A change of a report, and the desk that had the report before it. */
export interface Answered {
  readonly reportId: string
  readonly desk: ReportDesk
  readonly what: ChangeName
}

/**
 * Says to on-call engines that an officer has a report, or that nothing is left to do with it, after some changes. An
 * engine of people whom the alerts of a new desk may reach skips it (`functions/deliver/engine-events.ts`).
 */
export const sayAnswered = async (deps: SayingDeps, { reportId, desk, what }: Answered): Promise<void> => {
  const action = actions[what]
  if (action !== undefined) await sayToEngines(deps, { reportId, desk, action, others: [] })
}

/** What on-call engines hear of a report. */
export interface EngineNews extends Pick<Answered, 'reportId' | 'desk'> {
  readonly action: 'acknowledge' | 'resolve'
  /** Audiences that are left out: they hear of it by a digest. */
  readonly others: readonly Audience[]
}

/**
 * Says to every on-call engine that may have an alert of a report that an officer acknowledged it, or that nothing is
 * left to do with it at its desk. It is said once the change is stored. What cannot be said is logged and left: the
 * engine's alert then stays open until a person closes it there.
 */
export const sayToEngines = async (deps: SayingDeps, { reportId, desk, action, others }: EngineNews): Promise<void> =>
  sendOrLeaveToDeadline(deps.log, reportId, async () => {
    const audiences = everyAudienceOf(desk).filter(
      (audience) => !others.some((other) => isSameAudience(audience, other)),
    )
    const contacts = (await Promise.all(audiences.map(deps.contacts.ofAudience))).flat()
    const engines = contacts.filter(({ channel }) => isEngine(channel))
    const digestId = deps.newDigestId()
    await deps.deliveries.send(
      engines.map(({ contactId }) => ({ kind: 'engine-event', digestId, contactId, reportId, action, tried: 0 })),
    )
  })
