import { describe, expect, test } from 'vitest'
import { wordContacts, wordDrills, wordHealth } from '../../scripts/officer/ask-words.ts'
import { help, parseCommand } from '../../scripts/officer/commands.ts'

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' ')).command
const posted = (path: string, body: unknown) => {
  const [reference, what] = path.split('/')
  return { kind: 'call', call: { method: 'POST', reference, what: `/${what}`, body } }
}

describe('the command line of an officer', () => {
  test.each([
    ['acknowledge 7F3K', posted('7F3K/acknowledgement', {})],
    ['open 7F3K investigation to call back', posted('7F3K/opening', { reason: 'investigation', note: 'to call back' })],
    [
      'open 7F3K supervision to see all --before N1',
      posted('7F3K/opening', { reason: 'supervision', note: 'to see all', before: 'N1' }),
    ],
    ['note 7F3K rang the school', posted('7F3K/notes', { text: 'rang the school' })],
    ['grade 7F3K immediate', posted('7F3K/grade', { grade: 'immediate', reason: undefined })],
    ['reroute 7F3K division-p wrong-desk', posted('7F3K/reroute', { desk: 'division-p', reason: 'wrong-desk' })],
    ['close 7F3K advice-given', posted('7F3K/closing', { outcome: 'advice-given' })],
    ['hold 7F3K off', posted('7F3K/hold', { held: false })],
    ['note 7F3K -- -5 degrees', posted('7F3K/notes', { text: '-5 degrees' })],
    ['health', { kind: 'ask', about: 'health', path: '/duty/health' }],
    ['drills division-p', { kind: 'ask', about: 'drills', path: '/duty/drills?desk=division-p' }],
    ['contacts division-p', { kind: 'ask', about: 'contacts', path: '/duty/contacts?desk=division-p' }],
    ['log ../x', { kind: 'call', call: { method: 'GET', reference: '../x', what: '/log' } }],
    ['list', { kind: 'list', desk: undefined, state: 'open' }],
    ['list closed', { kind: 'list', desk: undefined, state: 'closed' }],
    ['list division-p closed', { kind: 'list', desk: 'division-p', state: 'closed' }],
    ['sign-in', { kind: 'sign-in' }],
    ['sign-in --as fife', { kind: 'sign-in', as: 'fife' }],
    ['sign-in fife pw', { kind: 'sign-in', name: 'fife', password: 'pw' }],
    [
      'sign-in fife pw http://127.0.0.1:9',
      { kind: 'sign-in', name: 'fife', password: 'pw', api: 'http://127.0.0.1:9' },
    ],
    [
      'sign-in --api https://api.x/prod/ --issuer https://idp.x/pool --client c1',
      { kind: 'sign-in', place: { api: 'https://api.x/prod/', issuer: 'https://idp.x/pool', clientId: 'c1' } },
    ],
    ['', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['note 7F3K --help', { kind: 'help' }],
  ])('"%s" asks for its call', (line, command) => {
    expect(parse(line)).toEqual(command)
  })

  test.each([
    'acknowledge 7F3K',
    'open 7F3K investigation to call back',
    'open 7F3K supervision to see all --before N1',
    'note 7F3K rang the school',
    'grade 7F3K immediate',
    'reroute 7F3K division-p wrong-desk',
    'close 7F3K advice-given',
    'reopen 7F3K closed-wrongly',
    'decide-withdrawal 7F3K keep may-be-coerced',
    'hold 7F3K off',
    'list closed',
    'log 7F3K',
    'health',
  ])('"%s" asks for the same whoever acts', (line) => {
    const asked = parse(line)
    expect(asked).not.toHaveProperty('problem')
    expect(parseCommand(['--as', 'fife', ...line.split(' ')])).toEqual({ command: asked, as: 'fife' })
  })

  test.each([
    ['list nodesk', /^nodesk is neither a desk \(.*\) nor a list \(open, closed, ended\)$/],
    ['list nodesk closed', /^nodesk is neither a desk/],
    ['list division-p division-e', 'list takes one desk and one list; leave out division-e'],
    ['list division-p closed open', /^list takes \[DESK\] \[open\|closed\|ended\]; /],
    ['sign-in fife pw nonsense', /^nonsense is not a URL; give the one that npm start prints as API/],
    ['sign-in fife pw mailto:x', /^mailto:x is not a URL; /],
    ['sign-in fife', /^sign-in takes \[NAME PASSWORD \[URL\]\] /],
    ['sign-in --api https://api.x --client c1', /^a deployment needs --api, --issuer and --client; /],
    [
      'sign-in --api http://api.x --issuer https://i.x --client c1',
      'http://api.x is not https; only this machine may be without',
    ],
    ['sign-in fife pw --issuer https://i.x', /^NAME and PASSWORD are for npm start only; /],
    ['log 7F3K --client c1', '--client is an option of sign-in only; leave it out'],
    ['opn 7F3K', 'opn is not a command; npm run officer -- --help lists the commands'],
    ['constructor', 'constructor is not a command; npm run officer -- --help lists the commands'],
    ['open 7F3K', 'open takes REF REASON NOTE [--before ID]; npm run officer -- --help says more'],
    ['acknowledge 7F3K 9QWX', 'acknowledge takes REF; npm run officer -- --help says more'],
    ['drills nodesk', /^nodesk is no desk; the desks are division-a, /],
    ['health now', 'health takes no words; npm run officer -- --help says more'],
    ['hold 7F3K maybe', 'hold takes on or off, not maybe'],
    ['open 7F3K supervision to see all --before', '--before needs a value; npm run officer -- --help shows which'],
    ['list --as ../fife', /^--as is \.\.\/fife; a name has letters, /],
    ['list --as .', /^--as is \.; a name has letters, /],
    ['grade 7F3K prompt less-urgent extra', 'grade takes REF GRADE [REASON]; npm run officer -- --help says more'],
    ['note 7F3K all --before N1', '--before is an option of open only; leave it out'],
    ['note 7F3K all --after N1', '--after is not an option; npm run officer -- --help lists the options'],
  ])('"%s" is refused in one line that says what to do', (line, problem) => {
    const wanted = typeof problem === 'string' ? problem : expect.stringMatching(problem)
    expect(parse(line)).toEqual({ kind: 'refused', problem: wanted })
    expect(JSON.stringify(parse(line))).not.toContain('\\n')
  })

  test('--as names whose sign-in any command is for', () => {
    for (const line of ['list --as fife', 'acknowledge 7F3K --as fife', '--as fife open 7F3K supervision why now']) {
      const { command, as } = parseCommand(line.split(' '))
      expect([command.kind === 'refused', as]).toEqual([false, 'fife'])
    }
    expect(parseCommand(['list'])).not.toHaveProperty('as')
  })

  test('the help names every command with the words that it takes', () => {
    for (const line of [
      'sign-in [NAME PASSWORD [URL]]',
      'list [DESK]',
      'open REF REASON NOTE [--before ID]',
      'log REF',
    ]) {
      expect(help).toContain(`npm run officer -- ${line}`)
    }
  })
})

describe('the health of a Harbour in words', () => {
  test('is one line when all is well', () => {
    expect(wordHealth({ oldestOverdueSeconds: 0, unreachable: [], failing: [] })).toEqual([
      'Everybody can be reached, and no report is overdue',
    ])
  })

  test('is a line for each thing that is wrong', () => {
    const failing = { contactId: 'c1', channel: 'sms', at: '2026-11-27T12:00:00.000Z', cause: 'text invalid' } as const
    const audience = { desk: 'division-p', recipients: 'duty' } as const
    const words = wordHealth({
      oldestOverdueSeconds: 240,
      unreachable: [audience],
      failing: [{ ...audience, ...failing }],
    })
    expect(words).toEqual([
      'A report has been overdue for 240 seconds',
      'NOBODY IS REACHED at division-p (duty): put contacts that work, npm run contacts -- put FILE',
      'division-p (duty): sms fails, last on Fri 27 Nov, 12:00: text invalid (contact c1)',
    ])
  })
})

describe("a desk's contacts in words", () => {
  const read = { desk: 'division-p', at: '2026-11-27T12:30:00.000Z' } as const

  test('are one line when all is well', () => {
    expect(wordContacts({ ...read, unreachable: [], failing: [] })).toEqual([
      'Every contact of the desk can be reached',
    ])
  })

  test('are a line for each that fails, as on the console', () => {
    const sms = { recipients: 'duty', channel: 'sms', at: '2026-11-27T12:00:00.000Z', cause: 'text invalid' } as const
    expect(wordContacts({ ...read, unreachable: ['supervisor'], failing: [sms] })).toEqual([
      'No contact of the supervisors can be reached: they are not notified of reports that nobody answers.',
      'The officers on duty, an SMS: text invalid, last on Fri 27 Nov, 12:00',
    ])
  })
})

describe("a desk's drills in words", () => {
  const read = { desk: 'division-p', at: '2026-11-27T12:30:00.000Z' } as const
  const running = {
    reportId: '7F3K9QWX2M4C',
    reference: '7F3K-9QWX-2M4C',
    desk: 'division-p',
    grade: 'prompt',
    startedAt: '2026-11-27T12:00:00.000Z',
    rung: 2,
  } as const

  test('are one line when there was none', () => {
    expect(wordDrills({ ...read, drills: [] })).toEqual(['The desk has had no drill'])
  })

  test('are a line each: when it began, when a message was taken, how far it went and what came of it', () => {
    const ended = {
      acceptedAt: '2026-11-27T12:01:00.000Z',
      acknowledgedAt: '2026-11-27T12:04:00.000Z',
      acknowledgedBy: 'officer-fife',
      secondsToAcknowledge: 240,
    }
    const start = '7F3K-9QWX-2M4C  prompt     began Fri 27 Nov, 12:00; '
    expect(wordDrills({ ...read, drills: [running, { ...running, ...ended }] })).toEqual([
      `${start}no message was accepted yet; rung 2; Nobody has acknowledged it: it is still running`,
      `${start}first message accepted Fri 27 Nov, 12:01; rung 2; Acknowledged by officer-fife after 4 min 0 s`,
    ])
  })
})
