import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { parseJsonFile } from '../infra/json-file.ts'
import { parseContactsFile } from '../shared/contract/contacts-file.ts'
import {
  type Contact,
  type ContactEntry,
  contactAudiences,
  isSameAudience,
  unreachableAudiences,
} from '../shared/domain/contact.ts'
import { accountProblems } from './contacts/account.ts'
import { wordChanges, wordContact } from './contacts/changes.ts'
import { type ContactsCommand, help, parseContactsCommand } from './contacts/commands.ts'
import { findRegister, type Register } from './contacts/register.ts'
import { awsProblemOf } from './operator/aws-problem.ts'

const stage = process.env['HARBOUR_STAGE']

const stop = (...problems: readonly string[]): void => {
  for (const problem of problems) process.stderr.write(`contacts: ${problem}\n`)
  process.exitCode = 1
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Reads a file of contacts; undefined when it has problems, which are printed. */
const readFile = (file: string): readonly ContactEntry[] | undefined => {
  const parsed = parseContactsFile(parseJsonFile(file), stage || undefined)
  if (parsed.ok) return parsed.entries
  stop(...parsed.problems)
  return undefined
}

const problemsWith = async ({ sending }: Register, entries: readonly ContactEntry[]): Promise<readonly string[]> => {
  if (sending === undefined) return []
  const { region } = sending
  const clients = {
    ses: new SESv2Client({ region }),
    telephone: new PinpointSMSVoiceV2Client({ region }),
    secrets: new SecretsManagerClient({ region }),
  }
  return accountProblems(clients, sending, entries)
}

const check = async (file: string, url: string): Promise<void> => {
  const entries = readFile(file)
  if (entries === undefined) return
  if (stage) {
    const problems = await problemsWith(await findRegister(stage, url), entries)
    if (problems.length > 0) return stop(...problems)
  }
  print(`${file} has no problem: ${entries.length} contacts`)
}

/** Without --yes it says what it would change, and changes nothing: what is put wrongly wakes nobody, or strangers. */
const put = async ({ file, url, isSure }: Extract<ContactsCommand, { kind: 'put' }>): Promise<void> => {
  const entries = readFile(file)
  if (entries === undefined) return
  const register = await findRegister(stage, url)
  const problems = await problemsWith(register, entries)
  if (!isSure) {
    const changes = wordChanges((await register.versions.findCurrent()).contacts, entries)
    for (const change of changes) print(change)
    const isSame = changes.length === 0 ? 'the same contacts are in force' : `${changes.length} lines would change`
    return stop(
      ...problems,
      `nothing is changed yet, and ${isSame} in stage ${stage || 'local'}: add --yes to put them`,
    )
  }
  const made = await register.versions.put(entries)
  if (made === 'conflict') return stop('somebody else put contacts meanwhile, and nothing is changed: show them first')
  for (const problem of problems) print(`put all the same: ${problem}`)
  print(`${made.contacts.length} contacts are in force within a minute; version ${made.version}`)
}

/** By audience, as the file has them; ids are random. */
const inOrder = (contacts: readonly Contact[]): readonly Contact[] =>
  contactAudiences.flatMap((audience) => contacts.filter((contact) => isSameAudience(contact.audience, audience)))

const show = async (url: string): Promise<void> => {
  const { versions, contacts } = await findRegister(stage, url)
  const [current, failing] = await Promise.all([versions.findCurrent(), contacts.failing()])
  if (current.version === undefined) return stop('no contacts were put yet: nobody is notified')
  for (const contact of inOrder(current.contacts)) {
    const failure = failing.find((each) => each.contact.contactId === contact.contactId)
    print(
      failure === undefined ? wordContact(contact) : `${wordContact(contact)}  FAILS: ${failure.cause}, ${failure.at}`,
    )
  }
  const silent = unreachableAudiences(current.contacts).map(({ desk, recipients }) => `${desk} ${recipients}`)
  if (silent.length > 0) stop(`nobody is reachable: ${silent.join(', ')}`)
  print(`version ${current.version}, put at ${current.putAt}`)
}

const run = async (command: ContactsCommand): Promise<void> => {
  if (command.kind === 'help') return void process.stdout.write(help)
  if (command.kind === 'refused') return stop(command.problem)
  if (command.kind === 'show') return show(command.url)
  return command.kind === 'check' ? check(command.file, command.url) : put(command)
}

await run(parseContactsCommand(process.argv.slice(2))).catch((error: unknown) => stop(awsProblemOf(error)))
