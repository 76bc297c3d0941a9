import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { defaultUrl, isOfThisMachine } from '../operator/local-harbour.ts'

/** What a command line of `npm run contacts` asks for. */
export type ContactsCommand =
  | { readonly kind: 'check'; readonly file: string; readonly url: string }
  | { readonly kind: 'put'; readonly file: string; readonly url: string; readonly isSure: boolean }
  | { readonly kind: 'show'; readonly url: string }
  | { readonly kind: 'help' }
  | Refused

const helpCommand = 'npm run contacts -- --help'

/** What `npm run contacts` prints. */
export const help = `Says who is notified of reports: checks, puts and shows the contacts of every desk.

  npm run contacts -- check FILE     names every problem of a file of contacts, and changes nothing
  npm run contacts -- put FILE       shows what would change, and changes nothing
  npm run contacts -- put FILE --yes puts all contacts of the file in the place of those in force, within a minute
  npm run contacts -- show           prints what is in force, and which contacts fail and why

Without HARBOUR_STAGE it works on the Harbour that npm start runs (--url ${defaultUrl}).
With HARBOUR_STAGE=dev or prod it signs in as the AWS CLI does. There an example's address is a problem, and so is a
file for another stage; check and put also ask whether the account can send: verified senders, sandboxes, telephone
numbers, spending limits and the secrets that contacts name. put --yes puts the file all the same.

A file is JSON: "stage" to "dev" or "prod" (local Harbours take both), desk to {"duty": [...], "supervisor": [...]}, and "operators" to {"duty": [...]}. A contact is one of

  {"channel": "email", "address": "name@host"}
  {"channel": "sms", "address": "+44..."}                                    call: the same
  {"channel": "webhook", "address": "https://...", "secret": "NAME"}         a signing secret: whsec_ and base64
  {"channel": "goalert", "address": "https://...", "secret": "NAME"}         the token of an integration key
  {"channel": "pagerduty", "secret": "NAME"}                                 a routing key of Events API v2

and may say "enabled": false. Secrets are in Secrets Manager under Harbour-STAGE/contacts/NAME.
`

/** Reads a command line of `npm run contacts`. */
export const parseContactsCommand = (args: readonly string[]): ContactsCommand => {
  const given = parseOptions(args, { values: ['url'], flags: ['yes'], words: true, help: helpCommand })
  if (given.kind !== 'given') return given
  const [name, file, ...more] = given.words
  const url = given.values.get('url') ?? defaultUrl
  if (name === undefined) return { kind: 'help' }
  if (!isOfThisMachine(url)) return refused('--url takes an address of this machine')
  if (name !== 'put' && given.flags.has('yes')) return refused('--yes is an option of put only; leave it out')
  if (name === 'show')
    return file === undefined ? { kind: 'show', url } : refused(`show takes no words; leave out ${file}`)
  if (name !== 'check' && name !== 'put') return refused(`${name} is not a command; ${helpCommand} lists the commands`)
  if (file === undefined || more.length > 0) return refused(`${name} takes one file; ${helpCommand}`)
  return name === 'check' ? { kind: 'check', file, url } : { kind: 'put', file, url, isSure: given.flags.has('yes') }
}
