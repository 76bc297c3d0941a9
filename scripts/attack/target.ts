import { randomUUID } from 'node:crypto'
import type { SentAlert } from '../../infra/local/alerts/alert-log.ts'
import { signInOn } from '../../infra/local/aws/password-sign-in.ts'
import type { Harbour } from '../../infra/local/harbour.ts'

/** One thing that a person might do, and that Harbour must withstand. Its name says what has to hold. */
export interface Attack {
  readonly name: string
  /** Returns what did not hold, in a few words; undefined when all did. @throws Error likewise */
  readonly run: (target: Target) => Promise<string | undefined>
}

/** An answer of the API. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The body as it came. */
  readonly text: string
  /** The body as JSON; an empty object when it is none. */
  readonly body: Body
}

/** A JSON object, whose fields a test looks up by name. */
export type Body = Readonly<Record<string, unknown>>

/** A report that was accepted. */
export interface Kept {
  readonly reference: string
  readonly followUpCode: string
}

/** The local officers. */
export type OfficerName = 'child-protection' | 'fife' | 'duty-control'

/** What is attacked. */
export interface Target {
  readonly url: string
  send(path: string, init?: RequestInit): Promise<Answer>
  /** Sends a report under a new key, unless headers name one. */
  report(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Sends a report and lets it reach its desk. @throws Error when it is not accepted */
  accepted(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Kept & Body>
  /** A call of the reporter: `status`, `additions`, `withdrawal`, `withdrawal/undo`. */
  followUp(kept: Kept, what: string, more?: object): Promise<Answer>
  /** A call of an officer on a report. */
  officer(name: OfficerName, reference: string, what: string, body?: object): Promise<Answer>
  /** A question of an officer. */
  ask(name: OfficerName, path: string): Promise<Answer>
  /** Opens a report, as an officer of its desk who acknowledged it. @throws Error when that is refused */
  opened(name: OfficerName, kept: Kept): Promise<Body>
  alerts(): readonly SentAlert[]
  /** Lets minutes pass: what is due is done, and every message is delivered. */
  pass(minutes: number): Promise<void>
}

/** An adult in Fife: the desk of the local officer `fife`. */
export const adultInFife = { age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'KY11 1AA' } }

/** What an officer sends to open a report. */
export const opening = { reason: 'first-assessment', note: 'to see what is asked for' }

/** Compares what came with what has to hold. */
export const expectSame = (what: string, got: unknown, wanted: unknown): string | undefined => {
  const [one, other] = [JSON.stringify(got), JSON.stringify(wanted)]
  return one === other ? undefined : `${what} is ${one}, not ${other}`
}

/** Returns the first problem of some checks. */
export const firstOf = (...problems: ReadonlyArray<string | undefined>): string | undefined =>
  problems.find((problem) => problem !== undefined)

const toBody = (text: string): Body => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Body) : {}
  } catch {
    return {}
  }
}

const json = { 'content-type': 'application/json' }

/** Creates what the attacks call. */
export const createTarget = (harbour: Harbour): Target => {
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${harbour.url}${path}`, { signal: AbortSignal.timeout(60_000), ...init })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: toBody(text) }
  }
  const report: Target['report'] = (body, headers = {}) =>
    send('/reports', {
      method: 'POST',
      headers: { ...json, 'idempotency-key': randomUUID(), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const asOfficer = async (name: OfficerName, path: string, init: RequestInit) => {
    const authorization = `Bearer ${await signInOn(harbour.officers, name)}`
    return send(path, { ...init, headers: { ...json, authorization } })
  }
  const officer: Target['officer'] = (name, reference, what, body = {}) =>
    asOfficer(name, `/duty/reports/${reference}/${what}`, { method: 'POST', body: JSON.stringify(body) })
  return {
    url: harbour.url,
    send,
    report,
    accepted: async (body, headers) => {
      // Its desk may have been notified in this very second, and no address gets two messages in one.
      harbour.clock.advance(0.05)
      const answer = await report(body, headers)
      if (answer.status !== 202) throw new Error(`the report is answered ${answer.status} ${answer.text.slice(0, 200)}`)
      await harbour.idle()
      return answer.body as Kept & Body
    },
    followUp: ({ reference, followUpCode }, what, more = {}) =>
      send(`/reports/${reference}/${what}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ followUpCode, ...more }),
      }),
    officer,
    ask: (name, path) => asOfficer(name, path, {}),
    opened: async (name, { reference }) => {
      const taken = await officer(name, reference, 'acknowledgement')
      if (taken.status !== 200) throw new Error(`acknowledging is answered ${taken.status} ${taken.text.slice(0, 200)}`)
      const { status, body, text } = await officer(name, reference, 'opening', opening)
      if (status !== 200) throw new Error(`opening is answered ${status} ${text.slice(0, 200)}`)
      return body
    },
    alerts: harbour.alerts,
    pass: async (minutes) => {
      harbour.clock.advance(minutes)
      await harbour.runSchedule()
      await harbour.idle()
    },
  }
}
