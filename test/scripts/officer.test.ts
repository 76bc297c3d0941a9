import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../scripts/officer/commands.ts'

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '))
const posted = (path: string, body: unknown) => ({
  kind: 'call',
  call: { method: 'POST', path: `/duty/reports/${path}`, body },
})

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
    ['log ../x', { kind: 'call', call: { method: 'GET', path: '/duty/reports/..%2Fx/log' } }],
    ['list', { kind: 'list', desk: undefined, state: 'open' }],
    ['list closed', { kind: 'list', desk: undefined, state: 'closed' }],
    ['list division-p closed', { kind: 'list', desk: 'division-p', state: 'closed' }],
    ['sign-in fife pw', { kind: 'sign-in', name: 'fife', password: 'pw', url: 'http://127.0.0.1:8080' }],
    ['', { kind: 'help' }],
  ])('"%s" says what to call', (line, command) => {
    expect(parse(line)).toEqual(command)
  })

  test.each([
    'list nodesk',
    'list nodesk closed',
    'sign-in fife pw nonsense',
    'sign-in fife pw mailto:x',
    'opn 7F3K',
    'open 7F3K',
    'hold 7F3K maybe',
    'list division-p closed more',
    'constructor',
  ])('"%s" is refused with one line', (line) => {
    const command = parse(line)
    expect(command.kind).toBe('refused')
    expect(JSON.stringify(command)).not.toContain('\\n')
  })
})
