import type { HttpReply, HttpRequest } from '../../shared/lambda/http.ts'
import { kestrel } from './submissions.ts'

/** Where something that was typed may not stand, by what each place is. A Buffer counts as the bytes that it is. */
export type Places = Readonly<Record<string, readonly unknown[]>>

/** Follows what was typed, and finds it where it may not stand. */
export interface LeakWatch {
  /** Notes what somebody typed into a request, its Idempotency-Key, its follow-up code and its access token. */
  noteRequest(request: HttpRequest): void
  /**
   * Notes a reply.
   *
   * @param shows - `text` for an opening, which shows an officer what was typed; `code` for a 202, which shows the
   *   reporter the follow-up code
   */
  noteReply(reply: HttpReply, shows: 'nothing' | 'text' | 'code'): void
  /** Notes an error that a function threw: whatever runs the function may log its message and those of its causes. */
  noteError(error: unknown): void
  /** @throws Error naming the first place where something typed stands */
  expectNoLeak(places: Places): void
}

/** The shortest text that is looked for. Anything shorter may stand in an id by chance. */
const shortest = 6

/**
 * True for a closed answer, such as `16-17` or `lives-elsewhere`, for the id of a text, and for a single word such as
 * `England`, which stands in our own words too.
 */
const isCommon = (text: string): boolean => /^([a-z0-9-]*|[A-Za-z]*|[0-9A-Z]{26})$/.test(text)

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const readJson = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const codeOf = (json: unknown): string =>
  typeof json === 'object' && json !== null && 'followUpCode' in json ? String(json.followUpCode) : ''

const messagesOf = (error: unknown): readonly string[] =>
  error instanceof Error ? [error.message, ...messagesOf(error.cause)] : error === undefined ? [] : [String(error)]

/** Every spelling in which a text may stand in a place: as it is, and as JSON escapes it. Capitals are ignored. */
const spellingsOf = (text: string): readonly string[] =>
  [text, JSON.stringify(text).slice(1, -1)].map((spelling) => spelling.toLowerCase())

const asText = (seen: unknown): string => {
  if (typeof seen === 'string') return seen
  return seen instanceof Uint8Array ? Buffer.from(seen).toString('utf8') : JSON.stringify(seen)
}

/** Begins to follow what is typed in a test. */
export const createLeakWatch = (): LeakWatch => {
  const words = new Set([kestrel])
  const secrets = new Set<string>()
  const replies: string[] = []
  const openings: string[] = []
  const errors: string[] = []

  const noteSecret = (secret: string) => {
    for (const spelling of [secret, secret.replace(/[\s-]/g, '')])
      if (spelling.length >= shortest) secrets.add(spelling)
  }

  const expectNone = (needles: ReadonlySet<string>, places: Places) => {
    for (const [place, seen] of Object.entries(places)) {
      const text = seen.map(asText).join('\n').toLowerCase()
      const leak = [...needles].find((needle) => spellingsOf(needle).some((spelling) => text.includes(spelling)))
      if (leak !== undefined) throw new Error(`what was typed stands in ${place}: ${leak}`)
    }
  }

  return {
    noteRequest: (request) => {
      const json = readJson(request.body)
      for (const text of textsIn(json)) if (text.length >= shortest && !isCommon(text)) words.add(text)
      noteSecret(codeOf(json))
      noteSecret(request.header('idempotency-key') ?? '')
      noteSecret((request.header('authorization') ?? '').replace('Bearer ', ''))
    },
    noteReply: ({ body, headers }, shows) => {
      const code = shows === 'code' ? codeOf(body) : ''
      const shown = shows === 'code' ? { ...(body as object), followUpCode: undefined } : body
      const list = shows === 'text' ? openings : replies
      list.push(JSON.stringify([shown, headers]))
      noteSecret(code)
    },
    noteError: (error) => void errors.push(...messagesOf(error)),
    expectNoLeak: (places) => {
      expectNone(new Set([...words, ...secrets]), { 'a reply': replies, 'an error': errors, ...places })
      expectNone(secrets, { 'an opening': openings })
    },
  }
}
