import { CognitoIdentityProviderClient, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider'
import { help, type OfficersCommand, parseOfficers } from './officers/commands.ts'
import { addOfficer, listOfficers, type Pool, removeOfficer, resetOfficer } from './officers/user-pool.ts'
import { awsProblemOf } from './operator/aws-problem.ts'
import { outputNamed, outputsOf, stackOf } from './operator/stage-stack.ts'

const stop = (problem: string): void => {
  process.stderr.write(`officers: ${problem}\n`)
  process.exitCode = 1
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** The issuer, `https://cognito-idp.<region>.amazonaws.com/<pool>`, ends with the id of the pool. */
const findPool = async (): Promise<Pool> => {
  const stack = stackOf(process.env['HARBOUR_STAGE'])
  const issuer = outputNamed(stack, await outputsOf(stack), 'DutyIssuer')
  const UserPoolId = issuer.split('/').at(-1) ?? ''
  return { cognito: new CognitoIdentityProviderClient({ region: stack.region }), UserPoolId }
}

const list = async (pool: Pool): Promise<void> => {
  for await (const { email, groups, state, changedAt, hasAuthenticator } of listOfficers(pool)) {
    const authenticator = hasAuthenticator ? 'authenticator' : 'no authenticator'
    print([email, groups.join(',') || 'no desk', state, changedAt, authenticator].join('  '))
  }
}

const run = async (command: OfficersCommand): Promise<void> => {
  if (command.kind === 'help') return void process.stdout.write(help)
  if (command.kind === 'refused') return stop(command.problem)
  const pool = await findPool()
  if (command.kind === 'list') return list(pool)
  const { email } = command
  if (command.kind === 'add') {
    const isNew = await addOfficer(pool, email, command.desks)
    const mail = isNew ? 'is added; Cognito mails a temporary password' : 'was there already; no mail is sent'
    return print(`${email} ${mail}; desks added: ${command.desks.join(', ')}`)
  }
  if (command.kind === 'remove') {
    await removeOfficer(pool, email)
    return print(`${email} is removed; an access token from before is good for up to 15 minutes`)
  }
  await resetOfficer(pool, email)
  print(`${email} is signed out and gets a temporary password by mail; the next sign-in asks for a new authenticator`)
}

await run(parseOfficers(process.argv.slice(2))).catch((error: unknown) => {
  const isUnknown = error instanceof UserNotFoundException
  stop(isUnknown ? 'there is no such officer; npm run officers -- list shows all' : awsProblemOf(error))
})
