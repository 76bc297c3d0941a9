import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { localRegion } from '../../infra/local/machine/local-client.ts'
import { runScript } from './run-script.ts'

let calls: string[]
let engine: Listening

const emails = ['a@police.uk', 'b@police.uk', 'c@police.uk']
const groups = ['division-e', 'division-p', 'duty-control']

/** Two of a list, and where the next page begins. */
const pageOf = (all: readonly string[], token = '0') => {
  const next = Number(token) + 2
  return { items: all.slice(next - 2, next), next: next < all.length ? String(next) : undefined }
}

/**
 * Answers as Cognito's API reference documents for ListUsers, AdminListGroupsForUser, AdminGetUser and AdminCreateUser.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
 */
const answer = (operation: string, input: Readonly<Record<string, string>>): readonly [number, object] => {
  const user = input['Username'] ?? ''
  calls.push([operation, user, input['GroupName'], input['MessageAction']].filter(Boolean).join(' '))
  if (operation === 'ListUsers') {
    const { items, next } = pageOf(emails, input['PaginationToken'])
    const users = items.map((email) => ({
      Username: `sub-${email}`,
      Attributes: [{ Name: 'email', Value: email }],
      Enabled: email !== 'b@police.uk',
      UserStatus: 'CONFIRMED',
      UserLastModifiedDate: 1_700_000_000,
    }))
    return [200, { Users: users, PaginationToken: next }]
  }
  if (operation === 'AdminListGroupsForUser') {
    const { items, next } = pageOf(groups, input['NextToken'])
    return [200, { Groups: items.map((GroupName) => ({ GroupName })), NextToken: next }]
  }
  if (operation === 'AdminGetUser') {
    return [200, { Username: user, UserMFASettingList: user.includes('a@') ? ['SOFTWARE_TOKEN_MFA'] : undefined }]
  }
  const isThere = user === '' || emails.includes(user)
  const isNew = operation === 'AdminCreateUser' && input['MessageAction'] === undefined
  if (isNew && isThere) return [400, { __type: 'UsernameExistsException', message: 'exists' }]
  return isThere || isNew || user === 'new@police.uk'
    ? [200, {}]
    : [400, { __type: 'UserNotFoundException', message: 'no' }]
}

const issuer = 'https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc'
const stacks = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>Harbour-dev</StackName>
<CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs><member>
<OutputKey>DutyIssuerF00</OutputKey><OutputValue>${issuer}</OutputValue></member></Outputs></member></Stacks>
</DescribeStacksResult></DescribeStacksResponse>`

beforeAll(async () => {
  const server = createServer(async (request, reply) => {
    const body = await text(request)
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1]
    if (operation === undefined) return void reply.writeHead(200, { 'content-type': 'text/xml' }).end(stacks)
    const [status, result] = answer(operation, JSON.parse(body))
    reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(result))
  })
  engine = await listenLocally(server)
})
afterAll(() => engine.close())
beforeEach(() => {
  calls = []
})

const run = (...args: readonly string[]) =>
  runScript('officers.ts', args, {
    HARBOUR_STAGE: 'dev',
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: engine.url,
  })

describe('npm run officers', () => {
  test('lists every officer of every page, with every group', async () => {
    const { output, status } = await run('list')
    const of = (email: string, state: string, has: string) =>
      `${email}  division-e,division-p,duty-control  ${state}  2023-11-14T22:13:20.000Z  ${has}\n`
    expect(output).toBe(
      of('a@police.uk', 'CONFIRMED', 'authenticator') +
        of('b@police.uk', 'disabled CONFIRMED', 'no authenticator') +
        of('c@police.uk', 'CONFIRMED', 'no authenticator'),
    )
    expect(status).toBe(0)
  })

  test('removes in the order that leaves nobody signed in', async () => {
    expect(await run('remove', 'a@police.uk', '--yes')).toMatchObject({ status: 0, problems: '' })
    const names = ['AdminDisableUser', 'AdminUserGlobalSignOut', 'AdminDeleteUser']
    expect(calls).toEqual(names.map((name) => `${name} a@police.uk`))
  })

  test('resets the password before the authenticator goes', async () => {
    expect(await run('reset', 'a@police.uk', '--yes')).toMatchObject({ status: 0, problems: '' })
    expect(calls).toEqual([
      'AdminSetUserPassword a@police.uk',
      'AdminUserGlobalSignOut a@police.uk',
      'AdminCreateUser a@police.uk RESEND',
      'AdminDeleteSoftwareToken a@police.uk',
    ])
  })

  test.each(['new@police.uk', 'a@police.uk'])('adds the desks to %s', async (email) => {
    expect(await run('add', email, '--desks', 'division-e,division-p')).toMatchObject({ status: 0, problems: '' })
    expect(calls).toEqual([
      `AdminCreateUser ${email}`,
      `AdminAddUserToGroup ${email} division-e`,
      `AdminAddUserToGroup ${email} division-p`,
    ])
  })

  test.each([
    [['add', 'n@police.uk', '--desks', 'division-e,nowhere'], /no desk is called nowhere; /],
    [['remove', 'a@police.uk'], /nothing is changed yet: add --yes/],
    [['reset', 'a@police.uk'], /nothing is changed yet: add --yes/],
    [['remove', 'z@police.uk', '--yes'], /there is no such officer/],
    [['list', 'more'], /leave out more/],
  ])('refuses %j in one line', async (args, problem) => {
    const { problems, status } = await run(...args)
    expect(status).toBe(1)
    expect(problems).toMatch(/^officers: .*\n$/)
    expect(problems).toMatch(problem)
    expect(calls.filter((call) => !call.startsWith('AdminDisableUser'))).toEqual([])
  })
})
