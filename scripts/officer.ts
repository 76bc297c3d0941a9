import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ApiCall, help, parseCommand } from './officer/commands.ts'

/** Who is signed in, and where. Kept between commands in a file that its owner alone can read. */
interface SignedIn {
  readonly url: string
  readonly token: string
}

const folder = join(import.meta.dirname, '..', '.local')
const file = join(folder, 'officer.json')

const stop = (problem: string): never => {
  process.stderr.write(`officer: ${problem}\n`)
  process.exit(1)
}

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)

const readSignedIn = (): SignedIn => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SignedIn
  } catch {
    return stop('sign in first: npm run officer -- sign-in NAME PASSWORD')
  }
}

const request = async (url: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
  try {
    const response = await fetch(url, init)
    return { status: response.status, body: await response.json() }
  } catch {
    return stop(`nothing answers at ${new URL(url).origin}; is npm start running?`)
  }
}

const signIn = async (url: string, username: string, password: string): Promise<void> => {
  const { status, body } = await request(new URL('/_local/sign-in', url).href)
  if (status !== 200) return stop(`what answers at ${new URL(url).origin} is not Harbour`)
  const { tokenEndpoint, clientId } = body as { readonly tokenEndpoint: string; readonly clientId: string }
  const form = new URLSearchParams({ grant_type: 'password', client_id: clientId, username, password })
  const answer = await request(tokenEndpoint, { method: 'POST', body: form })
  if (answer.status !== 200) return stop('the name or the password is not right; npm start prints both')
  mkdirSync(folder, { recursive: true })
  const { access_token: token } = answer.body as { readonly access_token: string }
  writeFileSync(file, JSON.stringify({ url, token } satisfies SignedIn), { mode: 0o600 })
  process.stdout.write(`Signed in as ${username} (${desksIn(token).join(', ')})\n`)
}

const desksIn = (token: string): readonly string[] => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return claims['cognito:groups'] as readonly string[]
}

const call = async ({ method, path, body }: ApiCall): Promise<unknown> => {
  const { url, token } = readSignedIn()
  const answer = await request(new URL(path, url).href, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (answer.status === 200) return answer.body
  print(answer.body)
  return stop(answer.status === 401 ? 'sign in again' : `the API answered ${answer.status}`)
}

const list = async (desk: string | undefined, state: string): Promise<void> => {
  const desks = desk === undefined ? desksIn(readSignedIn().token) : [desk]
  for (const each of desks) print(await call({ method: 'GET', path: `/duty/reports?desk=${each}&state=${state}` }))
}

const command = parseCommand(process.argv.slice(2))
if (command.kind === 'help') process.stdout.write(help)
if (command.kind === 'refused') stop(command.problem)
if (command.kind === 'sign-in') await signIn(command.url, command.name, command.password)
if (command.kind === 'list') await list(command.desk, command.state)
if (command.kind === 'call') print(await call(command.call))
