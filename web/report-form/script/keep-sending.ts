import { empty } from './empty.ts'

/** How long one try may take, and how long to wait between two, milliseconds. */
const tryMs = 30_000
const firstWaitMs = 2000
const longestWaitMs = 60_000

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener('online', go)
  })

/** Sends what stands in the form. Returns undefined where no answer came. */
const send = async (form: HTMLFormElement): Promise<Response | undefined> => {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  const headers = { accept: 'text/html', prefer: 'return=minimal' }
  try {
    return await fetch(location.href, { method: 'POST', body, headers, signal: AbortSignal.timeout(tryMs) })
  } catch {
    return undefined
  }
}

/** True where trying again may help. */
const mayPass = ({ status }: Response): boolean => status === 429 || status >= 500

/** True where the function itself answered, so that its page can be shown. */
const hasPage = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/html') === true

const waitOf = (answer: Response | undefined, tries: number): number => {
  const seconds = Number(answer?.headers.get('retry-after'))
  return Math.min(longestWaitMs, seconds > 0 ? seconds * 1000 : firstWaitMs * 2 ** tries)
}

/**
 * Shows the page of the answer by sending the form once more, as a browser without this script does: the server answers
 * the same key with the same page, a reload shows it again, and no text is parsed as markup here. Once the report is
 * stored, nothing that was typed stays in the page that Back would show.
 */
const showAnswer = (form: HTMLFormElement, { ok }: Response): void => {
  const copy = document.createElement('form')
  copy.method = 'post'
  copy.hidden = true
  for (const [name, value] of new FormData(form)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    copy.append(field)
  }
  document.body.append(copy)
  if (ok) empty(form)
  copy.submit()
  copy.remove()
}

/** Sends the form by itself until it is stored. Without this script the browser sends it once. */
export const setUpSending = (): void => {
  const form = document.querySelector<HTMLFormElement>('form[data-sending]')
  if (form === null) return
  const say = (text: string | undefined): void => {
    for (const status of form.querySelectorAll('[data-status]')) status.textContent = text ?? ''
  }
  let isSending = false
  const keepSending = async (): Promise<void> => {
    for (let tries = 0; isSending; tries += 1) {
      say(form.dataset['sending'])
      const answer = await send(form)
      if (answer !== undefined && !mayPass(answer)) {
        isSending = false
        if (hasPage(answer)) showAnswer(form, answer)
        else say(form.dataset['noAnswer'])
        return
      }
      say(form.dataset['notYet'])
      await wait(waitOf(answer, tries))
    }
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isSending) return
    isSending = true
    void keepSending()
  })
  addEventListener('pageshow', ({ persisted }) => {
    const [entry] = performance.getEntriesByType('navigation')
    const cameBack = persisted || (entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward')
    if (!cameBack) return
    say('')
    for (const note of document.querySelectorAll<HTMLElement>('[data-came-back]')) note.hidden = false
  })
}
