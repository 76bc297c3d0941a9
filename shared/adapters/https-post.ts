import { lookup as resolveName } from 'node:dns'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What is posted. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The status of an answer, or that the address is none that a message may go to. */
export type PostOutcome = number | 'not-public'

/** Posts to an address that somebody else chose. @throws Error in words of ours when there was no answer in time */
export type HttpsPost = (url: string, post: Post) => Promise<PostOutcome>

/** How the poster is made. */
export interface HttpsPostConfig {
  /** How long a post may take from its first to its last byte, milliseconds, however often bytes drip. */
  readonly timeoutMs: number
  /** True for an IP address that may be connected to. @default isPublicAddress */
  readonly isAllowed?: (address: string) => boolean
  /** Certificates to trust besides those of Node. @default none */
  readonly ca?: string | undefined
}

/** True for an address of the public internet: none of a private network, this machine, or a cloud's own services. */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.parse(address).range() === 'unicast'

class NotPublic extends Error {}

/**
 * Resolves a name and refuses it when any of its addresses is not allowed: what was checked is what is connected to.
 */
const lookupAllowed =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (host, options, done) =>
    resolveName(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) return done(error ?? new Error('no address'), '')
      if (!addresses.every(({ address }) => isAllowed(address))) return done(new NotPublic(), '')
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
    })

const codeOf = (error: Error): string => {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'not in time'
  return 'code' in error && typeof error.code === 'string' ? error.code : 'failed'
}

/**
 * Creates what posts by https, and by nothing else. It follows no redirect and reads no body. An error holds no address
 * and has no cause: what Node says of a connection names its host.
 */
export const createHttpsPost = ({ timeoutMs, isAllowed = isPublicAddress, ca }: HttpsPostConfig): HttpsPost => {
  const send = (url: URL, { headers, body }: Post): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: lookupAllowed(isAllowed),
        signal: AbortSignal.timeout(timeoutMs),
        ca,
      })
      sent.once('response', (answer) => {
        resolve(answer.statusCode ?? 0)
        answer.destroy()
      })
      // Nobody asked for another protocol. Node gives such an answer here alone, and keeps it open.
      sent.once('upgrade', (answer, socket) => {
        resolve(answer.statusCode ?? 0)
        socket.destroy()
      })
      // A second error comes when the answer is cut off.
      sent.on('error', reject)
      sent.once('close', () => reject(new Error('closed without an answer')))
      sent.end(body)
    })

  return async (address, post) => {
    const url = new URL(address)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (url.protocol !== 'https:' || (isIP(host) !== 0 && !isAllowed(host))) return 'not-public'
    try {
      return await send(url, post)
    } catch (error) {
      if (error instanceof NotPublic) return 'not-public'
      throw new Error(`the post had no answer: ${error instanceof Error ? codeOf(error) : 'failed'}`)
    }
  }
}
