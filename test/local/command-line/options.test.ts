import { describe, expect, test } from 'vitest'
import { parseOptions } from '../../../infra/local/command-line/options.ts'

const parse = (...args: readonly string[]) =>
  parseOptions(args, { values: ['seed', 'data'], flags: ['mutants'], help: 'npm run it -- --help' })

const parseWithWords = (...args: readonly string[]) =>
  parseOptions(args, { values: ['before'], words: true, help: 'npm run it -- --help' })

const given = (values: Readonly<Record<string, string>>, flags: readonly string[], words: readonly string[] = []) => ({
  kind: 'given',
  values: new Map(Object.entries(values)),
  flags: new Set(flags),
  words,
})

describe('the options of a command line', () => {
  test('nothing is given when the command line is empty', () => {
    expect(parse()).toEqual(given({}, []))
  })

  test('a value follows its option or an equals sign, and may hold one', () => {
    expect(parse('--seed', '7', '--data=a=b')).toEqual(given({ seed: '7', data: 'a=b' }, []))
  })

  test('a value may begin with one dash', () => {
    expect(parse('--seed', '-5')).toEqual(given({ seed: '-5' }, []))
  })

  test('a flag has no value', () => {
    expect(parse('--mutants', '--seed', '7')).toEqual(given({ seed: '7' }, ['mutants']))
  })

  test.each([
    [['--colour', 'red'], '--colour is not an option; npm run it -- --help lists the options'],
    [['--colour=red'], '--colour is not an option; npm run it -- --help lists the options'],
    [['--constructor'], '--constructor is not an option; npm run it -- --help lists the options'],
    [['-x'], '-x is not an option; npm run it -- --help lists the options'],
    [['9000'], '9000 is not an option; npm run it -- --help lists the options'],
    [['--seed'], '--seed needs a value; npm run it -- --help shows which'],
    [['--seed='], '--seed needs a value; npm run it -- --help shows which'],
    [['--seed', ''], '--seed needs a value; npm run it -- --help shows which'],
    [['--seed', '--mutants'], '--seed needs a value; npm run it -- --help shows which'],
    [['--seed', '1', '--seed=2'], '--seed is given twice; give it once'],
    [['--mutants', '--mutants'], '--mutants is given twice; give it once'],
    [['--mutants=yes'], '--mutants takes no value; leave out =yes'],
  ])('%j is refused in one line that says what to do', (args, problem) => {
    expect(parse(...args)).toEqual({ kind: 'refused', problem })
  })

  test.each(['--help', '-h'])('%s asks for help, whatever else is given', (flag) => {
    expect(parse('--colour', '--seed', flag)).toEqual({ kind: 'help' })
  })
})

describe('the words of a command line', () => {
  test('words are kept in their order, with options between them', () => {
    expect(parseWithWords('open', '--before', 'N1', '7F3K')).toEqual(given({ before: 'N1' }, [], ['open', '7F3K']))
  })

  test('what follows -- is words only', () => {
    expect(parseWithWords('note', '--', '-5', '--before')).toEqual(given({}, [], ['note', '-5', '--before']))
  })
})
