import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ApiCall, type Command, help, parseCommand } from './officer/commands.ts'

const run = async (command: Command): Promise<void> => {
  if (command.kind === 'help') return void process.stdout.write(help)
  if (command.kind === 'refused') return stop(command.problem)
  if (command.kind === 'sign-in') return signIn(command)
  if (command.kind === 'list') return list(command.desk, command.state)
  print(await call(command.call))
}

const stop = (problem: string): never => {
  process.stderr.write(`officer: ${problem}\n`)
  process.exit(1)
}

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)

/** Who is signed in, and where. Kept between commands in a file that only its owner can read. */
interface SignedIn {
  readonly url: string
  readonly token: string
}

const folder = join(import.meta.dirname, '..', '.local')
const file = join(folder, 'officer.json')

const readSignedIn = (): SignedIn => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SignedIn
  } catch {
    return stop('nobody is signed in; sign in first: npm run officer -- sign-in NAME PASSWORD')
  }
}

const signIn = async ({ url, name, password }: Command & { readonly kind: 'sign-in' }): Promise<void> => {
  const { status, body } = await request(new URL('/_local/sign-in', url).href)
  if (status !== 200)
    return stop(`the server at ${new URL(url).origin} is not Harbour; give the URL that npm start prints`)
  const { tokenEndpoint, clientId } = body as { readonly tokenEndpoint: string; readonly clientId: string }
  const form = { grant_type: 'password', client_id: clientId, username: name, password }
  const answer = await request(tokenEndpoint, { method: 'POST', body: new URLSearchParams(form) })
  if (answer.status !== 200) return stop('the name or the password is wrong; npm start prints both')
  const { access_token: token } = answer.body as { readonly access_token: string }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify({ url, token } satisfies SignedIn), { mode: 0o600 })
  process.stdout.write(`Signed in as ${name} (${desksIn(token).join(', ')})\n`)
}

const desksIn = (token: string): readonly string[] => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return claims['cognito:groups'] as readonly string[]
}

const list = async (desk: string | undefined, state: string): Promise<void> => {
  const desks = desk === undefined ? desksIn(readSignedIn().token) : [desk]
  for (const each of desks) print(await call({ method: 'GET', path: `/duty/reports?desk=${each}&state=${state}` }))
}

/** Calls the API as the officer who is signed in. Prints the body of a refusal, and stops. */
const call = async ({ method, path, body }: ApiCall): Promise<unknown> => {
  const { url, token } = readSignedIn()
  const answer = await request(new URL(path, url).href, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (answer.status === 200) return answer.body
  print(answer.body)
  return stop(answer.status === 401 ? 'the sign-in has expired; sign in again' : `the API answered ${answer.status}`)
}

const request = async (url: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
  try {
    const response = await fetch(url, init)
    return { status: response.status, body: await response.json() }
  } catch {
    return stop(`no server answers at ${new URL(url).origin}; start one with npm start, or sign in with its URL`)
  }
}

await run(parseCommand(process.argv.slice(2)))
