import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { type Desk, desks, isDesk } from '../../shared/domain/desk.ts'
import { operatorGroup } from '../../shared/domain/operator-group.ts'
import { supervisorGroupOf } from '../../shared/domain/supervisor-group.ts'

/** What an officer can be a member of. */
export type OfficerGroup = Desk | ReturnType<typeof supervisorGroupOf> | typeof operatorGroup

const isGroup = (text: string): text is OfficerGroup =>
  isDesk(text) || text === operatorGroup || desks.some((desk) => supervisorGroupOf(desk) === text)

/** What a command line of `npm run officers` asks for. */
export type OfficersCommand =
  | { readonly kind: 'add'; readonly email: string; readonly desks: readonly OfficerGroup[] }
  | { readonly kind: 'remove' | 'reset'; readonly email: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'help' }
  | Refused

const helpCommand = 'npm run officers -- --help'

/** What `npm run officers` prints. */
export const help = `Makes and removes officers in the user pool of a stage. Signs in as the AWS CLI does.

  HARBOUR_STAGE=prod npm run officers -- list
      every officer: groups, state, last change, and whether an authenticator is set
  HARBOUR_STAGE=prod npm run officers -- add EMAIL --desks DESK,DESK
      Cognito mails a temporary password, good for 7 days; an officer who exists gets the desks that are missing
  HARBOUR_STAGE=prod npm run officers -- reset EMAIL --yes
      for one who lost the authenticator: a new temporary password by mail, then the authenticator is deleted.
      A passkey stays, because Cognito lets nobody but its owner delete one: if a device with a passkey is
      lost, remove the officer and add them again
  HARBOUR_STAGE=prod npm run officers -- remove EMAIL --yes
      disables, signs out and deletes. An access token that was issued before is good for up to 15 minutes

Desks: ${desks.join(', ')}.
supervisor- before a desk lets somebody see the drills of that desk and its contacts that fail, and opens no report.
${operatorGroup} in place of a desk lets somebody ask GET /duty/health who cannot be reached, and opens no report.
`

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const withEmail = (words: readonly string[]): string | Refused => {
  const [name, address = '', ...more] = words
  if (more.length > 0) return refused(`${name} takes one officer; leave out ${more.join(' ')}`)
  return email.test(address) ? address : refused(`${name} takes the email address of an officer; ${helpCommand}`)
}

const parseAdd = (address: string, list: string | undefined): OfficersCommand => {
  const given = [...new Set((list ?? '').split(',').filter((each) => each !== ''))]
  const unknown = given.filter((each) => !isGroup(each))
  if (unknown.length > 0) return refused(`no desk is called ${unknown.join(' or ')}; the desks are ${desks.join(', ')}`)
  if (given.length === 0) return refused('add needs the desks that the officer serves: --desks division-e,division-p')
  return { kind: 'add', email: address, desks: given.filter(isGroup) }
}

/** Reads a command line of `npm run officers`. */
export const parseOfficers = (args: readonly string[]): OfficersCommand => {
  const given = parseOptions(args, { values: ['desks'], flags: ['yes'], words: true, help: helpCommand })
  if (given.kind !== 'given') return given
  const [name] = given.words
  if (name === undefined) return { kind: 'help' }
  if (!['add', 'list', 'remove', 'reset'].includes(name)) {
    return refused(`${name} is not a command; ${helpCommand} lists the commands`)
  }
  if (name !== 'add' && given.values.has('desks')) return refused('--desks is an option of add only; leave it out')
  const isSure = given.flags.has('yes')
  if (isSure && (name === 'add' || name === 'list')) return refused(`${name} needs no --yes; leave it out`)
  if (name === 'list') {
    return given.words.length === 1 ? { kind: 'list' } : refused(`list takes no words; leave out ${given.words[1]}`)
  }
  const address = withEmail(given.words)
  if (typeof address !== 'string') return address
  if (name === 'add') return parseAdd(address, given.values.get('desks'))
  if (!isSure) return refused(`nothing is changed yet: add --yes to ${name} ${address}`)
  return { kind: name === 'remove' ? 'remove' : 'reset', email: address }
}
