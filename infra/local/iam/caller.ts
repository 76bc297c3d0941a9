import type { IncomingMessage } from 'node:http'

/** Who calls: a role, and what STS put on its session. */
export interface Caller {
  /** Logical id of the role. */
  readonly role: string
  /** Session tags. */
  readonly tags: Readonly<Record<string, string>>
  readonly sourceIdentity?: string
}

/** Returns the access key id of a request's signature. */
export const accessKeyIdOf = (request: IncomingMessage): string =>
  /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
