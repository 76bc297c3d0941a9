import type { FormField } from '../../shared/contract/form-fields.ts'
import { type FilledForm, fromForm } from '../../shared/contract/from-form.ts'
import type { formPages } from '../../shared/contract/operations/pages.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { htmlReply, prefersNoBody } from '../../shared/lambda/html-reply.ts'
import type { HttpReply, HttpRequest, PageWork } from '../../shared/lambda/http.ts'
import { isOfOtherOrigin } from '../../shared/lambda/other-origin.ts'
import { formPage, type WhyAgain } from '../../web/report-form/form-page.ts'
import { frameAt, type Pages } from '../../web/report-form/frame.ts'
import type { Markup, PageFrame } from '../../web/report-form/layout.ts'
import { privacyPage } from '../../web/report-form/privacy-page.ts'
import { receiptPage } from '../../web/report-form/receipt-page.ts'
import type { AcceptForm, StoredReport } from './form-acceptance.ts'

/** What the form's pages need. */
export interface ReportFormDeps {
  readonly accept: AcceptForm
  readonly pages: Pages
  /** A new random Idempotency-Key. */
  readonly newKey: () => string
}

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * The report form. GET shows it, under a key that makes a double click, a reload and a retry one report. POST sends
 * what was typed through the same acceptance as `POST /reports`, and shows the receipt, or the form again with all that
 * was typed and why it was not sent.
 *
 * Nothing is stored before that. The page stands in the function that takes the report, so that opening the page starts
 * the function while the person types.
 */
export const createReportForm = (deps: ReportFormDeps): Record<keyof typeof formPages, PageWork> => {
  const { pages, newKey } = deps
  const show: PageWork = {
    answer: async (request) => {
      const frame = frameOf(pages, request)
      const isPrivacy = belowOf(request).split('/')[0] === 'privacy'
      return reply(request, 200, {
        frame,
        page: isPrivacy ? privacyPage(frame) : formPage(frame, { key: newKey(), typed: new URLSearchParams() }),
      })
    },
    afterFault: (request) => again(deps, request, { status: 500, why: 'fault' }),
  }
  const send: PageWork = {
    answer: (request) => answer(deps, request),
    afterFault: (request) => again(deps, request, { status: 500, why: 'fault' }),
  }
  return { 'GET /report': show, 'POST /report': send, 'GET /report/{page+}': show, 'POST /report/{page+}': send }
}

const belowOf = ({ pathParameters }: HttpRequest): string => pathParameters['page'] ?? ''

const frameOf = (pages: Pages, request: HttpRequest): PageFrame => frameAt(pages, belowOf(request))

/** Answers with a page, or with its status alone where the page's own script asks for no more. */
const reply = async (
  request: HttpRequest,
  status: number,
  { frame, page }: { readonly frame: PageFrame; readonly page: Markup },
): Promise<HttpReply> => {
  const { style, script } = frame.assets
  const text = prefersNoBody(request) ? '' : String(await page)
  return htmlReply(status, text, { style: style[frame.language.direction].hash, script: script.hash })
}

const answer = async (deps: ReportFormDeps, request: HttpRequest): Promise<HttpReply> => {
  if (isOfOtherOrigin(request)) return again(deps, request, { status: 403, why: 'otherPage' })
  const form = new URLSearchParams(request.body)
  const filled = fromForm(form)
  const outcome = await deps.accept(keyOf(deps, form), filled)
  if (outcome.stored === undefined) {
    const { status, code, problems } = outcome
    const why = code === 'too-large' ? 'tooLarge' : 'notUnderstood'
    return again(deps, request, { status, why, problems: problemsOf(deps, request, filled, problems) })
  }
  const frame = frameOf(deps.pages, request)
  return reply(request, 200, { frame, page: receiptPage(frame, toReceipt(deps, filled, outcome.stored)) })
}

/** The key of the page that was sent. A page without one, which is none of ours, gets one. */
const keyOf = ({ newKey }: ReportFormDeps, form: URLSearchParams): string => {
  const key = form.get('key') ?? ''
  return uuidV4.test(key) ? key : newKey()
}

const toReceipt = ({ newKey }: ReportFormDeps, { fieldAt }: FilledForm, { notices, ...stored }: StoredReport) => ({
  ...stored,
  newKey: newKey(),
  notices: notices.map(({ pointer, code }) => ({ field: fieldAt(pointer), isCutOut: code === 'looks-like-a-file' })),
})

const problemsOf = (
  { pages }: ReportFormDeps,
  request: HttpRequest,
  { fieldAt }: FilledForm,
  problems: readonly Problem[],
): ReadonlyMap<FormField, string> => {
  const { refused } = frameOf(pages, request).language.words
  return new Map(
    problems.flatMap(({ pointer }) => {
      const field = fieldAt(pointer)
      return field === undefined ? [] : [[field, refused.notUnderstood] as const]
    }),
  )
}

interface Again {
  readonly status: number
  readonly why: WhyAgain
  readonly problems?: ReadonlyMap<FormField, string>
}

/** Shows the form again, with all that was typed and the same key. */
const again = (deps: ReportFormDeps, request: HttpRequest, { status, ...shown }: Again): Promise<HttpReply> => {
  const typed = new URLSearchParams(request.body)
  const frame = frameOf(deps.pages, request)
  // A page of another origin may have chosen the key, and would then know the code.
  const key = shown.why === 'otherPage' ? deps.newKey() : keyOf(deps, typed)
  return reply(request, status, { frame, page: formPage(frame, { ...shown, key, typed }) })
}
