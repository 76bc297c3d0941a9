import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ConsoleConfig } from '../../../web/duty-console/config.ts'
import { consoleCaching, consoleContentPolicy, consoleFileTypes, consolePermissions } from '../../console-headers.ts'
import type { Answer } from './answer.ts'

/** The console of this machine: its files, and what its config.json says. */
export interface LocalConsole {
  readonly directory: string
  readonly config: ConsoleConfig
}

/** Where the console stands on this machine. */
export const consolePath = '/console/'

/** A file of one folder; nothing that could walk out of it. */
const fileName = /^[a-z]+\.(html|js|css|svg)$/

/**
 * Creates what serves the console under `consolePath`, with the headers that CloudFront adds on AWS. It returns
 * undefined for any other path.
 */
export const createConsolePages = ({ directory, config }: LocalConsole) => {
  const shared = {
    'cache-control': consoleCaching,
    'content-security-policy': consoleContentPolicy([new URL(config.apiUrl).origin, new URL(config.issuer).origin]),
    'permissions-policy': consolePermissions,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  }
  const answer = (type: string, body: string): Answer => ({
    status: 200,
    headers: { ...shared, 'content-type': type },
    body,
  })
  return (path: string): Answer | undefined => {
    if (path === '/console') return { status: 302, headers: { location: consolePath }, body: '' }
    if (!path.startsWith(consolePath)) return undefined
    const name = path.slice(consolePath.length) || 'index.html'
    if (name === 'config.json') return answer('application/json', JSON.stringify(config))
    const file = join(directory, name)
    if (!fileName.test(name) || !existsSync(file)) return { ...answer('text/plain', 'Not found'), status: 404 }
    return answer(consoleFileTypes[extname(name)] ?? 'text/plain', readFileSync(file, 'utf8'))
  }
}
