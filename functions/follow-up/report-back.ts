import type { backPages } from '../../shared/contract/operations/pages.ts'
import { htmlReply } from '../../shared/lambda/html-reply.ts'
import type { HttpReply, HttpRequest, PageWork } from '../../shared/lambda/http.ts'
import { isOfOtherOrigin } from '../../shared/lambda/other-origin.ts'
import { type BackProblem, reportPage, whichPage } from '../../web/report-form/back-page.ts'
import { frameAt, type Pages } from '../../web/report-form/frame.ts'
import type { Markup, PageFrame } from '../../web/report-form/layout.ts'
import type { ReporterCalls, Wished } from './reporter-calls.ts'

/** What the pages of the way back need. */
export interface ReportBackDeps {
  readonly calls: ReporterCalls
  readonly pages: Pages
  /** A new random Idempotency-Key. */
  readonly newKey: () => string
}

/**
 * The reporter's way back in a browser: where the report stands, an addition, a withdrawal, its undoing. It stands in
 * follow-up, which may read a report's state and log; accept-report, which has the form, may not.
 *
 * Reference and code come in the body of a POST and go into the page, never into an address.
 */
export const createReportBack = (deps: ReportBackDeps): Record<keyof typeof backPages, PageWork> => {
  const ask: PageWork = {
    answer: (request) => which(deps, request, { status: 200, typed: nothing }),
    afterFault: (request) => which(deps, request, { status: 500, typed: nothing, problem: 'fault' }),
  }
  const send: PageWork = {
    answer: (request) => answer(deps, request),
    afterFault: (request) => which(deps, request, { status: 500, typed: typedIn(request), problem: 'fault' }),
  }
  return {
    'GET /report/back': ask,
    'POST /report/back': send,
    'GET /report/back/{language}': ask,
    'POST /report/back/{language}': send,
  }
}

interface Typed {
  readonly reference: string
  readonly followUpCode: string
  readonly text: string
  readonly key: string
  readonly does: string
}

const nothing: Typed = { reference: '', followUpCode: '', text: '', key: '', does: 'status' }

const typedIn = ({ body }: HttpRequest): Typed => {
  const form = new URLSearchParams(body)
  const textOf = (name: string): string => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim()
  return {
    reference: textOf('reference'),
    followUpCode: textOf('followUpCode'),
    text: textOf('text'),
    key: textOf('key'),
    does: textOf('do'),
  }
}

const frameOf = (pages: Pages, { pathParameters }: HttpRequest): PageFrame =>
  frameAt(pages, ['back', pathParameters['language'] ?? ''].join('/'))

const reply = async (status: number, frame: PageFrame, page: Markup): Promise<HttpReply> => {
  const { style, script } = frame.assets
  return htmlReply(status, String(await page), {
    style: style[frame.language.direction].hash,
    script: script.hash,
  })
}

interface Which {
  readonly status: number
  readonly typed: Typed
  readonly problem?: BackProblem
}

const which = ({ pages, newKey }: ReportBackDeps, request: HttpRequest, { status, typed, problem }: Which) => {
  const frame = frameOf(pages, request)
  const key = typed.key === '' ? newKey() : typed.key
  return reply(status, frame, whichPage(frame, { ...typed, key }, problem))
}

/** What was done, or why not, for the page that is shown next. */
interface Outcome {
  readonly status: number
  readonly done?: string | undefined
  readonly problem?: BackProblem
  readonly because?: string
  readonly text: string
}

const answer = async (deps: ReportBackDeps, request: HttpRequest): Promise<HttpReply> => {
  if (isOfOtherOrigin(request)) return which(deps, request, { status: 403, typed: nothing })
  const typed = typedIn(request)
  const frame = frameOf(deps.pages, request)
  const outcome = await act(deps, frame, typed)
  const status = outcome.status === 404 ? undefined : await deps.calls.status(typed)
  if (status === undefined) return which(deps, request, { status: 404, typed, problem: 'wrong' })
  const { reference, followUpCode } = typed
  // What was not added is sent under its own key again.
  const newKey = outcome.text === '' || typed.key === '' ? deps.newKey() : typed.key
  return reply(outcome.status, frame, reportPage(frame, { ...outcome, reference, followUpCode, newKey, status }))
}

const act = async ({ calls, newKey }: ReportBackDeps, frame: PageFrame, typed: Typed): Promise<Outcome> => {
  const { text, does } = typed
  const { back } = frame.language.words
  switch (does) {
    case 'add':
      if (text === '') return { status: 400, problem: 'addEmpty', text }
      return toOutcome(await calls.add(typed, text, typed.key === '' ? newKey() : typed.key), back.added, text)
    case 'withdraw':
      return toOutcome(await calls.withdraw(typed), undefined, text)
    case 'undo':
      return toOutcome(await calls.undo(typed), undefined, text)
    default:
      return { status: 200, text: '' }
  }
}

const toOutcome = (wished: Wished, done: string | undefined, text: string): Outcome =>
  wished.done
    ? { status: 200, done: wished.text ?? done, text: '' }
    : { status: wished.status, problem: 'addRefused', because: inSentence(wished.detail), text }

/** The details of refusals begin in lower case and have no full stop. */
const inSentence = (detail: string): string =>
  detail === '' ? '' : `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`
