import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWatchedHarbour, type WatchedHarbour } from '../pipeline/harbour.ts'
import { blocksIn, commandsOf } from './pages.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = blocksIn('README.md')
const folder = mkdtempSync(join(tmpdir(), 'harbour-readme-'))

/** Returns the commands of the block of code that holds a word. */
const commandsWith = (word: string): readonly string[] => {
  const found = blocks.find(({ language, text }) => language === 'sh' && text.includes(word))
  if (found === undefined) throw new Error(`the README has no commands with ${word}`)
  return commandsOf(found)
}

describe('the rounds of the README', () => {
  let harbour: WatchedHarbour
  let reference = ''
  let followUpCode = ''

  beforeAll(async () => {
    harbour = await startWatchedHarbour()
  })
  afterAll(async () => {
    await harbour.close()
    rmSync(folder, { recursive: true })
  })

  /** Gives a command as a person does, with what they replace replaced. */
  const give = async (command: string): Promise<string> => {
    const [, name = ''] = /sign-in (\S+) PASSWORD/.exec(command) ?? []
    const password = harbour.officers?.officers.find((officer) => officer.name === name)?.password ?? ''
    const line = command
      .replace('PASSWORD', `${password} ${harbour.url}`)
      .replaceAll('http://127.0.0.1:8080', harbour.url)
      .replace(/\bREF\b/, reference)
      .replace(/\bCODE\b/, followUpCode)
      .replace(/^npm run officer/, 'npm run --silent officer')
    const env = { ...process.env, HARBOUR_OFFICERS_FOLDER: folder }
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], { env })
    expect(stderr).toBe('')
    await harbour.idle()
    return stdout
  }

  test('the report is answered as the README shows', async () => {
    const [command = '', ...others] = commandsWith('"narrative"')
    expect(others).toEqual([])
    const answer = JSON.parse(await give(command)) as Record<string, unknown>
    const shown = JSON.parse(blocks.find(({ language }) => language === 'json')?.text ?? '') as Record<string, unknown>
    expect(Object.keys(answer)).toEqual(Object.keys(shown))
    expect(answer['notices']).toEqual(shown['notices'])
    ;({ reference, followUpCode } = answer as { reference: string; followUpCode: string })
  })

  test('the officers take it from its alert to its end', async () => {
    expect(
      harbour
        .alerts()
        .map(({ text }) => text)
        .join(),
    ).toContain(reference.slice(0, 4))
    const said: string[] = []
    for (const command of commandsWith('acknowledge REF')) said.push(await give(command))
    expect(said.length).toBeGreaterThan(8)
    expect(said.find((each) => each.includes('Nobody has it'))).toMatch(new RegExp(`^${reference} `))
    expect(said.some((each) => each.includes('They say they will send it to my family tonight.'))).toBe(true)
    expect(said.at(-1)).toMatch(/The chain is whole: these are all \d+ entries, unchanged\n$/)
  }, 60_000)

  test('the reporter asks, adds and withdraws, and an officer decides', async () => {
    for (const command of commandsWith('/withdrawal')) {
      const answer = JSON.parse(await give(command)) as Record<string, unknown>
      expect(answer).not.toHaveProperty('problems')
    }
    const inline = [...readme.matchAll(/`(npm run officer --[^`]*)`/g)].map(([, code = '']) =>
      code.replaceAll('\n', ' '),
    )
    expect(inline.length).toBeGreaterThan(2)
    const decide = inline.find((command) => command.includes('decide-withdrawal')) ?? ''
    expect(await give(decide)).toContain('wanted to withdraw, and an officer keeps it')
  }, 60_000)

  test('the example for front ends runs as it stands', async () => {
    const example = blocksIn('docs/for-front-ends.md').find(({ language }) => language === 'js')?.text ?? ''
    expect(example).toContain("from 'harbour-client'")
    const file = join(folder, 'example.mjs')
    const client = join(process.cwd(), 'shared/client/client.ts')
    const source = example.replace("'harbour-client'", `'${client}'`).replaceAll('http://127.0.0.1:8080', harbour.url)
    writeFileSync(file, `${source}\nconsole.log(JSON.stringify({ reference, followUpCode, guidance }))`)
    const { stdout } = await promisify(execFile)(process.execPath, [file])
    expect(JSON.parse(stdout)).toMatchObject({ reference: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) })
  })
})

test('the first start prints what the README shows', async () => {
  const shown =
    blocks
      .find(({ text }) => text.startsWith('API http'))
      ?.text.trim()
      .split('\n') ?? []
  expect(shown.length).toBeGreaterThan(8)
  const [lastWords = ''] = shown.at(-1)?.split(' (') ?? []
  const child = spawn(process.execPath, ['infra/local/start.mjs'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  try {
    for await (const chunk of child.stdout) {
      printed += String(chunk)
      if (printed.includes(lastWords) && printed.endsWith('\n')) break
    }
  } finally {
    child.kill()
  }
  const lines = printed
    .slice(printed.indexOf('API '))
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
    .replaceAll(/password \w+/g, 'password …')
  expect(lines.trim().split('\n')).toEqual(shown.map((line) => line.replaceAll(/password \w+…/g, 'password …')))
})
