import { describe, expect, test } from 'vitest'
import { parseStartOptions } from '../../../infra/local/command-line/start-options.ts'

const parse = (args: readonly string[], port?: string) => parseStartOptions(args, { PORT: port })

describe('the command line of npm start', () => {
  test('Harbour starts in memory at real speed on port 8080 when nothing is given', () => {
    expect(parse([])).toEqual({
      kind: 'start',
      options: { port: 8080, speed: 1, dataDirectory: undefined, isSandbox: false },
    })
  })

  test.each([
    [
      ['--speed', '60', '--data', '.local/mine'],
      '9000',
      { port: 9000, speed: 60, dataDirectory: '.local/mine', isSandbox: false },
    ],
    [['--data=a=b', '--speed=1.5'], '0', { port: 0, speed: 1.5, dataDirectory: 'a=b', isSandbox: false }],
    [['--speed', '86400'], '', { port: 8080, speed: 86400, dataDirectory: undefined, isSandbox: false }],
    [['--sandbox'], '', { port: 8080, speed: 1, dataDirectory: undefined, isSandbox: true }],
  ])('%j with PORT=%s is accepted', (args, port, options) => {
    expect(parse(args, port)).toEqual({ kind: 'start', options })
  })

  test.each([
    [['--speed', '0.5'], '--speed is 0.5; it must be a number from 1 to 86400'],
    [['--speed', '86401'], '--speed is 86401; it must be a number from 1 to 86400'],
    [['--speed', '-5'], '--speed is -5; it must be a number from 1 to 86400'],
    [['--speed', 'fast'], '--speed is fast; it must be a number from 1 to 86400'],
    [['--speed', 'Infinity'], '--speed is Infinity; it must be a number from 1 to 86400'],
    [['--data='], '--data needs a value; npm start -- --help shows which'],
    [['--sandbox', '--data', 'x'], '--sandbox keeps nothing; leave out --data, or leave out --sandbox'],
    [['9000'], '9000 is not an option; npm start -- --help lists the options'],
  ])('%j is refused in one line', (args, problem) => {
    expect(parse(args)).toEqual({ kind: 'refused', problem })
  })

  test.each(['http', '-1', '65536', '80.5'])('PORT=%s is refused in one line', (port) => {
    expect(parse([], port)).toEqual({
      kind: 'refused',
      problem: `PORT is ${port}; it must be a number from 0 to 65535`,
    })
  })

  test('--help asks for help, whatever else is given', () => {
    expect(parse(['--speed', '--help'])).toEqual({ kind: 'help' })
  })
})
