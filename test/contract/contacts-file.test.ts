import { describe, expect, it } from 'vitest'
import { parseContactsFile } from '../../shared/contract/contacts-file.ts'
import { contactAudiences } from '../../shared/domain/contact.ts'
import { desks } from '../../shared/domain/desk.ts'
import { completeFile, fileWith } from '../kit/contacts-file.ts'

const problemsOf = (input: unknown, stage: string | undefined = 'prod'): readonly string[] => {
  const parsed = parseContactsFile(input, stage)
  return parsed.ok ? [] : parsed.problems
}

const email = { channel: 'email', address: 'one@police.harbour' }

describe('a file of contacts', () => {
  it('that is complete gives every contact with its audience, enabled unless it says otherwise', () => {
    const parsed = parseContactsFile(
      fileWith('division-p', [
        email,
        { channel: 'sms', address: '+447911123456' },
        { channel: 'call', address: '+447911123456', enabled: false },
        { channel: 'webhook', address: 'https://hooks.police.harbour/in?queue=1', secret: 'fife-hook' },
        {
          channel: 'goalert',
          address: 'https://goalert.police.harbour/api/v2/generic/incoming',
          secret: 'fife-goalert',
        },
        { channel: 'pagerduty', secret: 'fife-pagerduty' },
      ]),
      'prod',
    )
    if (!parsed.ok) throw new Error(parsed.problems.join('; '))
    const audience = { desk: 'division-p', recipients: 'duty' }
    expect(parsed.entries).toHaveLength(contactAudiences.length + 5)
    expect(parsed.entries.filter((entry) => entry.channel !== 'email')).toEqual([
      { audience, channel: 'sms', address: '+447911123456', isEnabled: true },
      { audience, channel: 'call', address: '+447911123456', isEnabled: false },
      {
        audience,
        channel: 'webhook',
        address: 'https://hooks.police.harbour/in?queue=1',
        secretName: 'fife-hook',
        isEnabled: true,
      },
      {
        audience,
        channel: 'goalert',
        address: 'https://goalert.police.harbour/api/v2/generic/incoming',
        secretName: 'fife-goalert',
        isEnabled: true,
      },
      {
        audience,
        channel: 'pagerduty',
        address: 'https://events.pagerduty.com/v2/enqueue',
        secretName: 'fife-pagerduty',
        isEnabled: true,
      },
    ])
  })

  it.each([...desks, 'operators'])('without %s is refused by its name', (desk) => {
    const { [desk]: _, ...others }: Record<string, unknown> = completeFile()
    expect(problemsOf(others)).toEqual([`${desk}: must be an object with lists of contacts`])
  })

  it.each(['duty', 'supervisor'])('with nobody reachable as %s is refused', (recipients) => {
    const none: Record<string, Record<string, unknown> | string> = {
      ...completeFile(),
      'division-a': { duty: [email], supervisor: [{ ...email, address: 'two@police.harbour' }], [recipients]: [] },
    }
    expect(problemsOf(none)).toEqual([
      `division-a ${recipients}: nobody is reachable; name a contact that is enabled and no call`,
    ])
    const asleep = {
      ...completeFile(),
      'division-a': {
        duty: [email],
        supervisor: [{ ...email, address: 'two@police.harbour' }],
        [recipients]: [{ ...email, address: 'three@police.harbour', enabled: false }],
      },
    }
    expect(problemsOf(asleep)).toEqual([
      `division-a ${recipients}: nobody is reachable; name a contact that is enabled and no call`,
    ])
  })

  it.each([
    [{ channel: 'email', address: 'a b@police.harbour' }, 'address must be an email address'],
    [{ channel: 'email', address: 'a@b' }, 'address must be an email address'],
    [{ channel: 'email', address: 'a@police.harbour,b@police.harbour' }, 'address must be an email address'],
    [{ channel: 'sms', address: '07911123456' }, 'address must be a telephone number like +447700900123'],
    [{ channel: 'call', address: '+44 7911 123456' }, 'address must be a telephone number like +447700900123'],
    [{ channel: 'pager', address: '1' }, 'channel must be one of: email, sms, call, webhook, pagerduty, goalert'],
    [{ channel: 'webhook', address: 'https://hooks.police.harbour/' }, 'secret must be the name of a secret'],
    [
      { channel: 'webhook', address: 'https://hooks.police.harbour/', secret: '../../other' },
      'secret must be the name',
    ],
    [{ channel: 'pagerduty', secret: 'p', address: 'https://evil.harbour/' }, 'has a field that its channel'],
    [{ ...email, secret: 'x' }, 'has a field that its channel does not take'],
    [{ ...email, enabled: 'no' }, 'enabled must be true or false'],
    ['someone@police.harbour', 'must be an object with a channel'],
  ])('names the place of %j and what is allowed there', (contact, problem) => {
    const problems = problemsOf(fileWith('duty-control', [email, contact]))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`duty-control duty 2: ${problem}`)
  })

  it.each([
    'http://hooks.police.harbour/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://2130706433/',
    'https://localhost/',
    'https://user:password@hooks.police.harbour/',
    'https://hooks.police.harbour/#secret',
    'ftp://hooks.police.harbour/',
    'nothing',
  ])('refuses %s as the address of a webhook and of GoAlert', (address) => {
    for (const channel of ['webhook', 'goalert']) {
      const problems = problemsOf(fileWith('division-c', [{ channel, address, secret: 's' }]))
      expect(problems).toEqual([
        'division-c duty 1: address must be an https URL with the name of a host, and no password in it',
      ])
    }
  })

  it('that reaches an address twice in one audience is refused, whatever the case of its letters', () => {
    const again = { ...email, address: 'ONE@police.harbour' }
    expect(problemsOf(fileWith('division-g', [email, again]))).toEqual([
      'division-g duty 2: is the same as division-g duty 1',
    ])
    const key = { channel: 'pagerduty', secret: 'one' }
    expect(problemsOf(fileWith('division-g', [key, key]))).toHaveLength(1)
    expect(problemsOf(fileWith('division-g', [key, { ...key, secret: 'two' }]))).toEqual([])
  })

  it('may send an SMS to a telephone and call it, but not escalate to the one that did not answer', () => {
    const sms = { channel: 'sms', address: '+447911123456' }
    const call = { ...sms, channel: 'call' }
    expect(problemsOf(fileWith('division-g', [sms, call]))).toEqual([])
    const file = { ...completeFile(), 'division-g': { duty: [sms], supervisor: [call, email] } }
    expect(problemsOf(file)).toEqual(['division-g supervisor 1: is the same as division-g duty 1'])
  })

  it.each([
    { channel: 'email', address: 'a@example.org' },
    { channel: 'email', address: 'a@police.test' },
    { channel: 'sms', address: '+447700900123' },
    { channel: 'call', address: '+447700900999' },
    { channel: 'webhook', address: 'https://hooks.example.com/x', secret: 's' },
  ])('refuses the example %j where messages are sent, and takes it on one machine', (contact) => {
    const file = fileWith('outside-scotland', contact.channel === 'call' ? [contact, email] : [contact])
    expect(problemsOf(file)).toEqual(["outside-scotland duty 1: is an example's address, which reaches nobody"])
    expect(parseContactsFile(file, undefined).ok).toBe(true)
  })

  it('refuses an audience that has only telephones to call: few alerts ring one', () => {
    const call = { channel: 'call', address: '+447911123456' }
    expect(problemsOf(fileWith('division-g', [call]))).toEqual([
      expect.stringMatching(/^division-g duty: nobody is reach/),
    ])
  })

  it('names every problem at once, and repeats nothing that it holds', () => {
    const { 'division-v': _, ...file }: Record<string, unknown> = completeFile()
    const problems = problemsOf({
      ...file,
      'division-z@secret.harbour': {},
      'division-a': { duty: [{ channel: 'email', address: 'someone at home' }], supervisor: 'x', spare: [] },
      'division-c': { duty: [{ channel: 'sms', address: '+447911123456', note: 'ring twice' }], supervisor: [email] },
      'division-d': { duty: [email, email], supervisor: [{ channel: 'email', address: 'a@example.org' }] },
    })
    expect(problems).toEqual([
      'the file: names something that is no desk',
      'division-a: takes only duty and supervisor',
      'division-v: must be an object with lists of contacts',
      'division-a duty 1: address must be an email address',
      'division-a supervisor: must be a list of contacts',
      'division-c duty 1: has a field that its channel does not take',
      'division-d duty 2: is the same as division-d duty 1',
      "division-d supervisor 1: is an example's address, which reaches nobody",
    ])
  })

  it('for one stage is refused by another, and by a stage when it names none; one machine takes it', () => {
    const { stage: _, ...others } = completeFile()
    for (const file of [completeFile(), others, { ...others, stage: 'local' }]) {
      expect(problemsOf(file, 'dev')).toEqual([
        'the file: must say "stage": "dev", the stage that its contacts are for',
      ])
      expect(parseContactsFile(file, undefined).ok).toBe(true)
    }
    expect(problemsOf({ ...others, stage: 'dev' }, 'dev')).toEqual([])
    expect(problemsOf({ ...others, stage: 'dev' })).toEqual([
      'the file: must say "stage": "prod", the stage that its contacts are for',
    ])
  })

  it.each([undefined, null, [], 'text', 7])('that is %j is refused', (input) => {
    expect(problemsOf(input)).toEqual(['the file: must be an object, one entry a desk'])
  })
})
