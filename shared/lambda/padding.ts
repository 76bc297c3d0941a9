import { randomBytes } from 'node:crypto'
import { policy } from '../domain/policy.ts'
import type { HttpReply, HttpWork } from './http.ts'

/**
 * Returns random characters that fill an answer of so many bytes up to whole steps, so that who sees its size on the
 * network learns little. Nothing on the way may compress it: then the size would tell again.
 */
export const paddingFor = (bytes: number): string => {
  const missing = (policy.answerStepBytes - (bytes % policy.answerStepBytes)) % policy.answerStepBytes
  return randomBytes(Math.ceil((missing * 3) / 4))
    .toString('base64url')
    .slice(0, missing)
}

const pad = (reply: HttpReply): HttpReply => {
  if (reply.status >= 300 || typeof reply.body !== 'object') return reply
  const body = { ...reply.body, padding: '' }
  return { ...reply, body: { ...body, padding: paddingFor(Buffer.byteLength(JSON.stringify(body))) } }
}

/** Pads what a reporter is answered when nothing is refused. */
export const withPadding =
  (work: HttpWork): HttpWork =>
  async (request) =>
    pad(await work(request))

/** Pads the answers of several calls. */
export const withPaddings = <Works extends Readonly<Record<string, HttpWork>>>(works: Works): Works =>
  Object.fromEntries(Object.entries(works).map(([key, work]) => [key, withPadding(work)])) as Works
